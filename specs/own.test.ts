import { expect, test } from 'vitest'
import { tracePath } from '../src/lab/recorded-traces.ts'
import { placeOf } from '../src/compare/place.ts'
import { judgedText } from '../src/proofread/judge-text.ts'
import { ownText, withSlip } from '../testing/own-text.ts'
import { differences, mistakes } from '../testing/slips.ts'
import { typedSession } from '../testing/typed-session.ts'
import { recordedAnswers, typingOfRecorded } from '../testing/typing-of-trace.ts'
import { lab } from './api-objects/lab.ts'

const recorded = await recordedAnswers(tracePath(lab, 'v1.37.2'))

function stale(text: typeof ownText) {
  const session = typedSession(
    text.flatMap((block) => (typeof block === 'string' || block.typed.startsWith('vim') ? [] : [block])),
  )
  return judgedText('own', session, [typingOfRecorded(session, recorded)]).lines.flatMap(
    ({ typed, places, answer }) =>
      places
        .filter(({ standing }) => standing !== 'as printed')
        .map(
          ({ standing, path, printed, shown, changes, reason }) =>
            `${typed.line}: ${standing} ${placeOf(['', ...path]).trim()}: ${printed} → ${shown} ${changes.map(({ id }) => id).join()} ${reason ?? ''} ${answer === undefined ? 'NO ANSWER' : ''}`,
        ),
  )
}
test('own', () => expect(stale(ownText)).toEqual([]))
test.each(mistakes)('$name', (mistake) => {
  const found = stale(withSlip(ownText, mistake))
  if (found.length !== 1 || !found[0]?.includes(mistake.place))
    console.log(`${mistake.place} ## ${found.join(' ## ')}`.slice(0, 600))
  expect(found.map((one) => one.includes(mistake.place))).toEqual([true])
})
test.each(differences)('$name says nothing', (difference) =>
  expect(stale(withSlip(ownText, difference))).toEqual([]),
)
