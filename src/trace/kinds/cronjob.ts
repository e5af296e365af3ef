import { Cron } from 'croner'
import * as z from 'zod'
import { kindRecord } from './kind-record.ts'
import { date, template } from './schemas.ts'
import { ago, listed, madeInWords, none, stillContainer, text, timeInWords, when } from './words.ts'

const schema = z.looseObject({
  spec: z.looseObject({
    schedule: z.string(),
    suspend: z.boolean().optional(),
    concurrencyPolicy: z.string().optional(),
    successfulJobsHistoryLimit: z.number().optional(),
    failedJobsHistoryLimit: z.number().optional(),
    jobTemplate: z.looseObject({ spec: z.looseObject({ template }) }).optional(),
  }),
  status: z.looseObject({
    active: z.array(z.looseObject({ name: z.string() })).optional(),
    lastScheduleTime: date.optional(),
  }),
})

const containersOf = ({ spec }: z.infer<typeof schema>) => spec.jobTemplate?.spec.template?.spec.containers

export const cronJob = kindRecord({
  short: 'cj',
  isOfAll: true,
  schema,
  still: {
    spec: {
      suspend: true,
      schedule: '0 0 1 1 *',
      jobTemplate: {
        spec: {
          template: { spec: { containers: [stillContainer], restartPolicy: 'Never' } },
        },
      },
    },
  },
  shown: ({ spec: { schedule, suspend, concurrencyPolicy, successfulJobsHistoryLimit }, status }) => ({
    spec: { schedule, suspend, concurrencyPolicy, successfulJobsHistoryLimit },
    status,
  }),
  schedule: ({ spec: { schedule, suspend } }) => (suspend ? undefined : schedule),
  columns: {
    SCHEDULE: ({ spec: { schedule } }) => schedule,
    TIMEZONE: ({ spec }) => (typeof spec['timeZone'] === 'string' ? spec['timeZone'] : none),
    SUSPEND: ({ spec: { suspend } }) => (suspend === undefined ? '<unset>' : suspend ? 'True' : 'False'),
    ACTIVE: ({ status: { active = [] } }) => `${active.length}`,
    'LAST SCHEDULE': ({ status: { lastScheduleTime } }, now) => ago(lastScheduleTime, now),
    CONTAINERS: (object) => listed(containersOf(object), 'name'),
    IMAGES: (object) => listed(containersOf(object), 'image'),
    SELECTOR: () => none,
  },
  fields: ({ spec, status }, { offset }) => ({
    Schedule: spec.schedule,
    'Concurrency Policy': spec.concurrencyPolicy ?? '',
    Suspend: text(spec.suspend, '<unset>') === 'true' ? 'True' : 'False',
    'Successful Job History Limit': text(spec.successfulJobsHistoryLimit, '<unset>'),
    'Failed Job History Limit': text(spec.failedJobsHistoryLimit, '<unset>'),
    'Starting Deadline Seconds':
      spec['startingDeadlineSeconds'] === undefined ? '<unset>' : { unknown: 'not computable' },
    'Last Schedule Time': timeInWords(status.lastScheduleTime, offset) ?? '<unset>',
    'Active Jobs': (status.active ?? []).map(({ name }) => name).join(', ') || none,
  }),
  events: (_, owned) => madeInWords(owned, 'Created job '),
  rules: [
    {
      says: 'what is active is a Job of it',
      source: 'API reference, CronJobStatus: active',
      needs: ['Job'],
      broken: ({ object, owned }) =>
        object.status.active?.find(
          ({ name, uid }) =>
            !owned.some(
              (life) =>
                life.kind === 'Job' && life.name === name && life.stages[0]?.object.metadata.uid === uid,
            ),
        )?.name,
    },
    {
      says: 'the last schedule is a time of its schedule, and never goes back',
      source: 'CronJob, Schedule syntax; API reference, CronJobStatus: lastScheduleTime',
      broken: ({ object: { spec, status }, before }) => {
        const { lastScheduleTime: last } = status
        if (last === undefined) return undefined
        const earlier = before?.status.lastScheduleTime
        if (earlier !== undefined && earlier > last) return `${last} after ${earlier}`
        const cron = new Cron(spec.schedule, {
          timezone: typeof spec['timeZone'] === 'string' ? spec['timeZone'] : 'UTC',
        })
        // Without a time zone it is that of the controller, which nobody knows: any half hour.
        const zones =
          spec['timeZone'] === undefined
            ? Array.from({ length: 53 }, (_, place) => (place - 24) * 1_800_000)
            : [0]
        return when(!zones.some((zone) => cron.match(new Date(Date.parse(last) + zone))), () => last)
      },
    },
  ],
})
