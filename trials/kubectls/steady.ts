import { inPlace } from '../../src/compare/shape.ts'

/** Of this run's cluster and machine, of the program that is asked, and what kubectl's log puts before a line. */
const ours: readonly (readonly [RegExp, string])[] = [
  [/^([EIW])\d{4} [\d:.]+ +\d+ (\w+\.go):\d+\]/gm, '$1<time> $2]'],
  [/\b[\d.]+m?s(?= \(| including)/g, '<age>'],
  [/(?<=^ +(?:cpu|memory): +)\d\w*/gm, '<number>'],
  [/\(\d+%\)/g, '(<number>%)'],
  [/(?<=\d(?:\.\d+){3}):\d{5}\b/g, ':<port>'],
  [/(?<=resourceVersion"?: )"\d+"/g, '"<number>"'],
  [/(?<=(?:Kustomize|Kernel|Container Runtime) Version: +)\S+/g, '<version>'],
  [/(?<=^Client Version: .*)v1(?:\.\d+)+/gm, '<kubectl>'],
  [/(?<=^Client Version: .*Minor:")\d+/gm, '<number>'],
  [/(?<=difference between client \()1\.\d+/g, '<number>'],
]

/** What a kubectl has printed, without what is another in each run, and without its own version: columns stay columns. */
export const steady = (printed: string): string =>
  inPlace(ours.reduce((text, [own, name]) => text.replaceAll(own, name), printed))
    .split(/\r*\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()
