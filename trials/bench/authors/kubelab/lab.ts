import { join } from 'node:path'
import { benchClaims } from '../../bench-claim.ts'
import type { Lab } from '../../../../src/lab/lab.ts'
import { scenario } from '../../../../src/lab/scenario.ts'
import { exitCode, field, screen } from '../../../../src/property/answers.ts'
import { job } from '../../../../src/property/jobs.ts'
import { above, atLeast, between, each, is, matches } from '../../../../src/property/matcher.ts'
import { allEver } from '../../../../src/property/objects.ts'
import { pods } from '../../../../src/property/pods.ts'
import { atFirst, comesTrue, eventually, never } from '../../../../src/property/property.ts'

const aProgram = { name: 'a program answers', milliseconds: 30_000 }
const aJob = { name: 'a Job ends', milliseconds: 60_000 }
const twoFirings = { name: 'a CronJob fires twice', milliseconds: 250_000 }

const jobScenario = (name: 'five' | 'two' | 'deadline') =>
  scenario(name, { files: ['job.yaml'] }, async (student) => {
    await student.edits('job.yaml', benchClaims[name].manifest.edits)
    await student.types('kubectl create -f job.yaml')
    await student.sees(job.isFinished, is(true), aJob)
    await student.types('kubectl delete job sleepy')
  })

const five = jobScenario('five')
const two = jobScenario('two')
const deadline = jobScenario('deadline')

/** When each Job was made (milliseconds since the epoch). */
const made = allEver('Job').map('when each Job was made', (all) =>
  all.map(({ object }) => Date.parse(object.metadata.creationTimestamp)),
)
const firings = made.map('the number of Jobs ever made', (all) => all.length)
const gaps = made.allSeconds("the seconds between one Job's creation and the next one's", (all) =>
  all.length < 2 ? undefined : all.slice(1).map((to, place) => ({ from: all[place] ?? to, to })),
)
const lateness = made.allSeconds("the seconds from a multiple of 120 s to each Job's creation", (all) =>
  all.length === 0 ? undefined : all.map((to) => ({ from: Math.floor(to / 120_000) * 120_000, to })),
)

const cron = scenario('cron', { files: ['cronjob.yaml'] }, async (student) => {
  await student.edits('cronjob.yaml', benchClaims.cron.manifest.edits)
  await student.types('kubectl create -f cronjob.yaml')
  await student.sees(firings, is(2), twoFirings)
  await student.types('kubectl delete cronjob sleepy')
})

const server = "export server=$(kubectl config view -o jsonpath='{.clusters[0].cluster.server}')"
const getNamespaces = 'curl $server/api/v1/namespaces --header "Authorization: Bearer $token" -k'

const forbidden = scenario('forbidden', { files: [] }, async (student) => {
  await student.types('export token=$(kubectl create token default)')
  await student.types(server)
  await student.types(getNamespaces)
})

const window = 'bash --norc -i'
const onLoopback = 'curl http://127.0.0.1:8001/api/'
const onOtherAddress = `curl "http://$(hostname -I | cut -f1 -d ' '):8001/api/"`

const proxy = scenario('proxy', { files: [], port: 8001 }, async (student) => {
  const terminal = await student.opens(window)
  await terminal.types('kubectl proxy --api-prefix=/ &')
  await terminal.shows('Starting to serve', aProgram)
  await student.types(onLoopback)
  await student.types(onOtherAddress)
  await terminal.types('kill %1; wait; exit')
  await terminal.ends(aProgram)
})

/** The claims of the benchmark, as an author writes them for this suite. */
export const lab: Lab = {
  name: 'bench',
  title: 'The claims that are compared',
  sections: [
    {
      exercise: 'bench',
      title: 'The claims that are compared',
      file: 'trials/bench/authors/kubelab/lab.ts',
      steps: {
        '1': {
          'bench/five': {
            says: benchClaims.five.says,
            in: five,
            holds: comesTrue(job.isComplete)
              .and(atFirst(job.succeeded, is(5)).from(job.isFinished))
              .and(never(job.failed, above(0)).until(job.isFinished))
              .and(eventually(job.duration, atLeast(15))),
            turnedRedBy: [],
          },
          'bench/two': {
            says: benchClaims.two.says,
            in: two,
            holds: eventually(pods.running, is(2))
              .and(never(pods.running, above(2)).until(job.isFinished))
              .and(never(job.active, above(2)).until(job.isFinished))
              .and(comesTrue(job.isComplete))
              .and(atFirst(job.succeeded, is(5)).from(job.isFinished)),
            turnedRedBy: [],
          },
          'bench/deadline': {
            says: benchClaims.deadline.says,
            in: deadline,
            holds: comesTrue(job.isFailed)
              .and(
                eventually(
                  job.condition('Failed').map('the reason of Failed', (one) => one?.reason),
                  is('DeadlineExceeded'),
                ),
              )
              .and(atFirst(job.deadlineAfter, between(15, 16))),
            turnedRedBy: [],
          },
          'bench/forbidden': {
            says: benchClaims.forbidden.says,
            in: forbidden,
            holds: atFirst(field(getNamespaces, 'code'), is(403)).and(
              atFirst(field(getNamespaces, 'reason'), is('Forbidden')),
            ),
            turnedRedBy: [],
          },
          'bench/proxy': {
            says: benchClaims.proxy.says,
            in: proxy,
            holds: eventually(screen(window), matches(/Starting to serve on 127\.0\.0\.1:8001$/m))
              .and(atFirst(exitCode(onLoopback), is(0)))
              .and(atFirst(exitCode(onOtherAddress), is(7))),
            turnedRedBy: [],
          },
          'bench/cron': {
            says: benchClaims.cron.says,
            in: cron,
            holds: eventually(firings, is(2))
              .and(atFirst(gaps, each(between(117, 123))))
              .and(atFirst(lateness, each(between(0, 3)))),
            turnedRedBy: [],
          },
        },
      },
    },
  ],
  accepted: [],
  watches: ['Job', 'CronJob', 'Deployment'],
  noise: '/dev/null',
  module: import.meta.filename,
  manifests: join(import.meta.dirname, '../../../../manifests/api-objects'),
  traces: join(import.meta.dirname, 'traces'),
}
