/** What bash prompts with where nobody has set anything: its name and its version, which may have letters (`2.05b`). */
export const promptOfBash = /bash-\d[\w.()-]*[$#]/
