import type { Session, SessionPart } from '../src/session/session.ts'

/**
 * Says in one line each what a session has: `$ kubectl get job` and how many lines each of its boxes has that it prints,
 * files, and boxes that are not read; of what is said only what the reader is told to wait or to edit.
 */
export const outlined = ({ parts }: Session): string[] => parts.flatMap(outlineOf)

function outlineOf(part: SessionPart): string[] {
  switch (part.type) {
    case 'typed': {
      const printed = part.printed.map(({ passage, mark, hasLostLines }) => {
        return `${mark.trim()}${passage.lines.length}${hasLostLines ? ' lost' : ''}`
      })
      const prompt = part.into === 'shell' ? '$' : `${part.into}>`
      return [[`${prompt} ${part.line.split('\n')[0]}`, ...printed].join(' | ')]
    }
    case 'file':
      return [`${part.isPart ? 'part of ' : ''}file ${part.name} | ${part.content.lines.length}`]
    case 'prose':
      return [
        ...(part.wait === undefined ? [] : [`wait ${part.wait}`]),
        ...(part.edits === undefined ? [] : [`edit ${part.edits}`]),
      ]
    case 'not read':
      return [`not read | ${part.passage.lines.length}`]
    default:
      return part satisfies never
  }
}
