import { expect, test } from 'vitest'
import { tiny } from '../../../testing/tiny-reports.ts'
import { pageOf } from './page.ts'

const page = pageOf(tiny.report, tiny.events)

test('what is to be typed or written instead can be copied, where it stops a student and at its claim', () => {
  for (const text of ['kubectl create token default', 'apiVersion: batch/v1'])
    expect(page.split(`<pre tabindex="0">${text}</pre>`), text).toHaveLength(3)
})

test('a file that a line names is shown as it was when the line was typed', () => {
  const [, evidence = ''] = page.split('id="cronjob/v1beta1"')
  const files = [...evidence.matchAll(/<code>cronjob\.yaml<\/code> as it was then<\/p>\s*<pre[^>]*>(.*)$/gm)]
  expect(files.slice(0, 2).map(([, line]) => line)).toEqual([
    'apiVersion: batch/v1beta1',
    'apiVersion: batch/v1',
  ])
})
