/** The language that an info string names: of `bash { name=x }`, `{.text .no-copy}`, `yaml:job.yaml`. */
export function languageOf(info: string): string | undefined {
  const found = info.match(/^\s*\{?\s*\.?(?:language-|lang-)?([A-Za-z][\w+#-]*)(?![\w./=-])/)?.[1]
  return found?.toLowerCase()
}

/** The name that an info string gives: of `yaml title="job.yaml"`, `yaml:job.yaml`, `yaml job.yaml`, `{filename=job.yaml}`. */
export function titleOf(info: string): string | undefined {
  const named = info.match(
    /\b(?:title|file-?name|file|path|caption|label|name)\s*[=:]\s*(?:"([^"]*)"|'([^']*)'|([^\s,}]+))/i,
  )
  return (
    named?.slice(1).find((name) => name !== undefined) ??
    info.match(/(?:^|[\s:])([\w./-]+\.\w+)(?=\s|$)/)?.[1]
  )
}
