/** Measures of a drawing, in CSS pixels. */
export const measures = {
  row: 20,
  margin: { top: 14, right: 16, bottom: 30, left: 124 },
  /** Between the margins and what is drawn. */
  inset: 8,
  /** Between the edge of a row and a bar in it: the life of a Job is a little thinner than its Pods. */
  barInset: { job: 3.5, pod: 2.5 },
  /** A claim's disc, and the room that it takes in a row. */
  disc: { radius: 8, room: 17 },
  diamond: 5,
  deadline: 2,
  gridLine: 1.5,
  /** Between a label and what it stands before. */
  labelGap: 8,
  /** Between a bar or a diamond and the text beside it. */
  textGap: 8,
  /** What a text takes: each of its letters, and all around it. */
  text: { letter: 6, around: 12 },
  /** Of a text, so that it can be read on a line. */
  halo: 3,
  font: 11,
  numberFont: 10,
  /** From one tick of the time axis to the next. */
  tick: 90,
  /** What a minute of the schedule takes below the time axis. */
  minute: 32,
} as const

/** How many milliseconds a pixel is in a drawing of this width. */
export const perPixel = ({ from, to }: { from: number; to: number }, width: number) =>
  (to - from) / (width - measures.margin.left - measures.margin.right)
