const words: Record<string, string> = {
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  twelve: '12',
  fifteen: '15',
  twenty: '20',
  thirty: '30',
  sixty: '60',
}

/** The figures in a sentence, in digits or words, and what is written as no word of a sentence is: `activeDeadlineSeconds`, `3/5`. */
export function figuresIn(sentence: string): Set<string> {
  const found = sentence.match(/(?<![\d.])\d+(?![\d.]*\.\d)(?:\/\d+)?|[A-Za-z]+/g) ?? []
  return new Set(
    found.flatMap((word) => {
      if (/^\d/.test(word)) return [word, ...word.split('/')]
      const figure = words[word.toLowerCase()]
      if (figure !== undefined) return [figure]
      return /^[a-z]+[A-Z]/.test(word) ? [word] : []
    }),
  )
}
