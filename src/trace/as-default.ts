/**
 * A text as it stands in the lab, where everything is in the namespace default. The name of a namespace may be a word that
 * kubectl prints as well (`job`), so it is changed where a namespace is named and nowhere else.
 */
export function asDefault(text: string, namespace = 'default'): string {
  if (namespace === 'default' || !text.includes(namespace)) return text
  const after = (words: string) => `(?<=${words}${namespace})`
  const places = [
    `${after('(?:[Nn]amespaces?"?[:/]\\s*"?|serviceaccount:|in the namespace ")')}(?![\\w-])`,
    `${after('\\b(?:in|from) ')}(?= namespace\\b)`,
    `${after('(?<!\\S)(?:-n|--namespace)[ =]')}(?![\\w-])`,
    // All that a file in a pod says, with the prompt of the shell behind it.
    `${after('(?:^|\\n)')}(?=\\s*(?:\\n|$)|/ # )`,
  ]
  return text.replaceAll(new RegExp(`${namespace}(?:${places.join('|')})`, 'g'), 'default')
}
