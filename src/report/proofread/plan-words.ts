import { cleaned } from '../../cleaned.ts'
import { sessionPlan } from '../../session/session-plan.ts'
import type { Session } from '../../session/session.ts'
import { counted } from '../words.ts'

/** What would be typed of a text, in lines: first how much of it could be read, then what is typed, with its files. */
export function planInWords(name: string, session: Session): string[] {
  const { boxes, printed, unread, steps } = sessionPlan(session)
  const typed = steps.filter(({ part }) => part.type === 'typed').length
  const total = `${name}: ${boxes} ${boxes === 1 ? 'box' : 'boxes'}, ${counted(typed, 'typed line')}, ${counted(printed, 'printed line')}.`
  return cleaned([
    total,
    unread.length === 0 ? 'All of it is read.' : `${counted(unread.length, 'piece')} of it can't be read:`,
    ...unread.map(({ line, lines, reason }) => `  line ${line}, ${counted(lines, 'line')}: ${reason}`),
    ...steps.map(({ line, part }) => {
      if (part.type === 'file')
        return `  line ${line}: ${part.isPart ? 'changes' : 'writes'} the file ${part.name}`
      const where = part.into === 'shell' ? '$' : `(into line ${part.into})`
      return `  line ${line}: ${where} ${part.line.split('\n').join('\n      ')}`
    }),
  ])
}
