import { join } from 'node:path'
import type { Lab } from '../src/lab/lab.ts'
import { usualLab } from '../src/lab/lab-names.ts'
import { scenario } from '../src/lab/scenario.ts'
import { cell, columns, exitCode, field, refusal, stderr, stdout } from '../src/property/answers.ts'
import { job } from '../src/property/jobs.ts'
import { runs } from '../src/property/line.ts'
import { above, are, is, matches } from '../src/property/matcher.ts'
import { allEver } from '../src/property/objects.ts'
import { pods } from '../src/property/pods.ts'
import { atFirst, atLast, comesTrue, eventually, never } from '../src/property/property.ts'

/** The scenarios are those of the recorded trace: nobody works through them again. */
const recorded = (name: string) => scenario(name, { files: [] }, async () => {})
const [rest, single, deadline, cron] = [
  recorded('rest'),
  recorded('single'),
  recorded('deadline'),
  recorded('cron'),
]

const getSecrets = 'kubectl get secrets'
const getApis = 'curl $server/apis --header "Authorization: Bearer $token" -k'
const getJob = runs('kubectl get job', 'atTheStart', 'whenComplete')
const createCronJob = runs('kubectl create -f cronjob.yaml', 'asPrinted', 'asBatchV1')

const firings = allEver('Job').map('the number of Jobs ever made', (all) => all.length)

/** A lab of a few claims on what was recorded, for tests that must not depend on a real one. */
export const tinyLab: Lab = {
  // Its recorded runs are those of another lab.
  name: usualLab,
  title: 'A tiny lab',
  accepted: [],
  watches: ['Job', 'CronJob', 'Deployment'],
  noise: '',
  module: '',
  manifests: '',
  traces: join(import.meta.dirname, '../traces/api-objects'),
  sections: [
    {
      exercise: 'rest',
      title: '1 Access',
      file: 'labs/access.ts',
      steps: {
        '1': 'an introduction',
        '1.1': {
          'rest/secret': {
            says: 'The namespace default has a secret.',
            in: rest,
            holds: atFirst(columns(getSecrets), are('NAME', 'TYPE', 'DATA', 'AGE')),
            drift: [
              {
                change: 'get-no-token-secrets',
                holds: atFirst(stderr(getSecrets), is('No resources found in default namespace.')),
              },
            ],
            turnedRedBy: [],
          },
          'rest/apis': {
            says: 'The path /apis answers with the versions of the core API.',
            in: rest,
            holds: atFirst(field(getApis, 'kind'), is('APIVersions')),
            drift: [
              {
                since: 'ever',
                axis: 'server',
                severity: 'misleads',
                instead: 'It lists the API groups.',
                remedy: { words: 'Call /api.' },
                holds: atFirst(field(getApis, 'kind'), is('APIGroupList')),
                source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#discovery-api',
              },
            ],
            turnedRedBy: [],
          },
        },
      },
    },
    {
      exercise: 'job',
      title: '2 Jobs',
      file: 'labs/jobs.ts',
      steps: {
        '2.1': {
          'job/starts-at-zero': {
            says: 'At first none of its one completion is there.',
            in: single,
            holds: atFirst(cell(getJob.atTheStart, 'COMPLETIONS'), is('0/1')).and(
              atFirst(job.succeeded, is(0)),
            ),
            turnedRedBy: [],
          },
          'job/completes': {
            says: 'Then the Job is complete, after one pod at a time.',
            in: single,
            holds: eventually(cell(getJob.whenComplete, 'COMPLETIONS'), is('1/1'))
              .and(comesTrue(job.isComplete))
              .and(never(pods.running, above(1)).from(job.isThere).until(job.isComplete)),
            turnedRedBy: [],
          },
        },
        '2.2': {
          'job/one-condition': {
            says: 'Failed is the only condition of the Job.',
            in: deadline,
            holds: atLast(job.conditions, are('Failed')),
            drift: [
              {
                change: 'job-failure-target',
                holds: atLast(job.conditions, are('FailureTarget', 'Failed')),
              },
            ],
            turnedRedBy: [],
          },
        },
      },
    },
    {
      exercise: 'cronjob',
      title: '3 CronJobs',
      file: 'labs/cronjobs.ts',
      steps: {
        '3.1': {
          'cronjob/v1beta1': {
            says: 'A CronJob is written with apiVersion batch/v1beta1.',
            in: cron,
            holds: atFirst(exitCode(createCronJob.asPrinted), is(0)),
            drift: [
              {
                change: 'create-cronjob-v1beta1',
                holds: atFirst(
                  refusal(createCronJob.asPrinted),
                  matches(/no matches for kind "CronJob"/),
                ).and(atFirst(stdout(createCronJob.asBatchV1), is('cronjob.batch/sleepy created'))),
              },
            ],
            turnedRedBy: [],
          },
          'cronjob/fires': {
            says: 'It makes a Job again and again.',
            in: cron,
            holds: eventually(firings, above(2)),
            turnedRedBy: [],
          },
        },
      },
    },
  ],
}
