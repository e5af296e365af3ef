const minute = 60_000

/** Says every minute for how long something has been going on, until it is disposed of. */
export function everyMinute(tell: (text: string) => void): Disposable {
  let minutes = 0
  const timer = setInterval(() => {
    minutes += 1
    tell(`${minutes} min`)
  }, minute)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
