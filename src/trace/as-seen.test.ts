import { expect, test } from 'vitest'
import { asSeen } from './as-seen.ts'

test('in the namespace default, as the lab has it', () => {
  expect(asSeen('deleted from lab-single namespace', 'lab-single')).toBe('deleted from default namespace')
})

test('without what only a terminal obeys', () => {
  expect(asSeen('/ # \u001B[J\r\n/ # \u001B[6nls')).toBe('/ # \n/ # ls')
})

test('how far curl has got is not seen at a terminal, its errors are', () => {
  const meter = [
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current',
    '                                 Dload  Upload   Total   Spent    Left  Speed',
    '  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\r100  6051    0  6051    0     0    98k      0 --:--:-- --:--:-- --:--:--  100k',
    'curl: (60) SSL certificate problem: unable to get local issuer certificate',
  ].join('\n')
  expect(asSeen(meter)).toBe('curl: (60) SSL certificate problem: unable to get local issuer certificate')
})
