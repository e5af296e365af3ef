import * as z from 'zod'
import { kindRecord } from './kind-record.ts'
import { count } from './schemas.ts'
import { textAt, none, pairs, text } from './words.ts'

const port = z.looseObject({ port: z.number(), protocol: z.string().optional(), nodePort: count })

export const service = kindRecord({
  short: 'svc',
  isOfAll: true,
  schema: z.looseObject({
    spec: z.looseObject({
      type: z.string().optional(),
      clusterIP: z.string().optional(),
      externalName: z.string().optional(),
      externalIPs: z.array(z.string()).optional(),
      ports: z.array(port).optional(),
    }),
  }),
  still: { spec: { type: 'ExternalName', externalName: 'still.invalid' } },
  shown: ({ spec: { type, clusterIP, ports, selector } }) => ({ type, clusterIP, ports, selector }),
  columns: {
    TYPE: textAt('spec.type'),
    'CLUSTER-IP': ({ spec: { clusterIP = '' } }) => clusterIP || none,
    'EXTERNAL-IP': ({ spec: { type, externalName = none, externalIPs = [] } }) =>
      type === 'LoadBalancer'
        ? { unknown: 'not computable' }
        : type === 'ExternalName'
          ? externalName
          : externalIPs.join(',') || none,
    'PORT(S)': ({ spec: { ports = [] } }) =>
      ports
        .map(({ port: own, nodePort = 0, protocol }) =>
          nodePort > 0 ? `${own}:${nodePort}/${protocol}` : `${own}/${protocol}`,
        )
        .join(',') || none,
    SELECTOR: ({ spec: { selector } }) => pairs(selector, '=').join(',') || none,
  },
  fields: ({ spec: { type, selector, sessionAffinity } }) => ({
    Selector: pairs(selector, '=').join(',') || none,
    Type: type,
    'Session Affinity': text(sessionAffinity),
  }),
})
