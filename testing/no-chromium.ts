import { chromiumPath } from '../src/chromium.ts'

/** Why tests of pages are not tried; empty where there is a Chromium. */
export const noChromium =
  chromiumPath === undefined
    ? ': not tried, there is no Chromium (apt-get install chromium, or set CHROMIUM)'
    : ''
