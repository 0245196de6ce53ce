import type { Role } from '#web/roles.ts'

const everyone: readonly Role[] = [
  'phone officer',
  'visiting officer',
  'housing officer',
  'local-taxation officer',
  'court officer',
  'team leader',
  'approver',
]

/** Whose work a topic of the law touches, where it is not everybody's. By the topic's title. */
const narrower: Readonly<Record<string, readonly Role[]>> = {
  'County court: before a claim': ['court officer', 'team leader', 'approver'],
  'County court: fees': ['court officer', 'team leader', 'approver'],
  Interest: ['court officer', 'team leader', 'approver'],
  'Business rates: recovery': [
    'phone officer',
    'local-taxation officer',
    'court officer',
    'team leader',
    'approver',
  ],
  'Social care and leasehold': [
    'phone officer',
    'housing officer',
    'court officer',
    'team leader',
    'approver',
  ],
}

/** Whether a change in a topic is for somebody with these roles to read. */
export const concerns = (topic: string, roles: readonly string[]): boolean =>
  (narrower[topic] ?? everyone).some(role => roles.includes(role))
