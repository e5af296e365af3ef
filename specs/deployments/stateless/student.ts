import { is, scenario } from 'kubelab-conformance/lab'
import { limits } from '../limits.ts'
import {
  apply,
  describeDeployment,
  describePod,
  getDeployment,
  getPods,
  remove,
  rolloutStatus,
} from './lines.ts'
import { left, readyOf } from './looks.ts'

/** Two Pods of a web server are made, brought to a newer image, made four, and taken away. */
export const rollout = scenario(
  'rollout',
  { files: ['deployment.yaml'], makes: ['deployment/nginx-deployment'] },
  async (student) => {
    student.comesTo('1.2')
    await student.types(apply.first)
    await student.sees(readyOf('nginx:1.14.2'), is(2), limits.podsReady)
    student.comesTo('1.3')
    await student.types(getDeployment)
    student.comesTo('1.4')
    await student.types(describeDeployment.first)
    student.comesTo('1.5')
    await student.types(getPods.first)
    student.comesTo('1.6')
    await student.types(describePod)
    student.comesTo('1.7')
    await student.edits('deployment.yaml', { 'spec.template.spec.containers.0.image': 'nginx:1.16.1' })
    await student.types(apply.update)
    await student.types(rolloutStatus)
    await student.sees(left, is(2), limits.rollout)
    await student.types(getPods.updated)
    await student.types(describeDeployment.updated)
    student.comesTo('1.8')
    await student.edits('deployment.yaml', {
      'spec.template.spec.containers.0.image': 'nginx:1.16.1',
      'spec.replicas': 4,
    })
    await student.types(apply.scale)
    await student.sees(readyOf('nginx:1.16.1'), is(4), limits.podsReady)
    await student.types(getPods.scaled)
    student.comesTo('1.9')
    await student.types(remove)
    await student.sees(left, is(0), limits.podsGone)
    await student.types(getPods.deleted)
  },
)
