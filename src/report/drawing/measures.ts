/** Measures of a drawing, in CSS pixels. */
export const measures = {
  row: 20,
  margin: { top: 14, right: 16, bottom: 30 },
  /** Before the rows, of a drawing of no width, and by what of its width it is more: labels have at most so much room. */
  labels: { least: 90, share: 0.1 },
  /** Between the margins and what is drawn. */
  inset: 8,
  /** Between the edge of a row and a bar in it: what is only there is a little thinner than what does something. */
  barInset: { there: 3.5, doing: 2.5 },
  /** A claim's disc, and the room that it takes in a row. */
  disc: { radius: 8, room: 17 },
  /** Of what marks it. */
  condition: 5,
  edit: 4.5,
  deadline: 2,
  gridLine: 1.5,
  /** Between a label and what it stands before. */
  labelGap: 8,
  /** Between a bar or a diamond and the text beside it. */
  textGap: 8,
  /** What a text takes: each of its letters, and all around it. */
  text: { letter: 6.5, around: 14 },
  /** Of a text, so that it can be read on a line. */
  halo: 3,
  font: 11,
  numberFont: 10,
  /** From one tick of the time axis to the next. */
  tick: 90,
  /** What a minute of the schedule takes below the time axis. */
  minute: 32,
} as const
