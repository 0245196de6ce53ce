import { isDeepStrictEqual } from 'node:util'
import type { Hold, Policy } from '../policy.ts'

/**
 * What somebody placed a hold for. It is under every policy, whatever the policy says: who places a hold is told that nothing
 * goes from that moment. An approver may set it aside for one step, with a reason, as a hold of the policy's own.
 */
const placedHolds: readonly Hold[] = [
  {
    name: 'A dispute runs',
    when: [{ fact: 'in dispute', is: true }],
    why: 'A hold was placed, and no policy leaves it out',
  },
  {
    name: 'An arrangement runs',
    when: [{ fact: 'arrangement in force', is: true }],
    why: 'A hold was placed, and no policy leaves it out',
  },
  {
    name: 'An officer’s hold runs',
    when: [{ fact: 'held for another reason', is: true }],
    why: 'A hold was placed, and no policy leaves it out',
  },
]

export const namesOfPlacedHolds: readonly string[] = placedHolds.map(({ name }) => name)

/** Those of them that a policy does not have word for word, under a name of its own. */
export const placedHoldsMissingIn = ({ holds }: Policy): readonly Hold[] =>
  placedHolds.filter(
    ({ when }) => !holds.some(own => own.stops === undefined && isDeepStrictEqual(own.when, when)),
  )

/** The council's own reasons to wait, the same in every policy we ship. */
export const usualHolds: readonly Hold[] = [
  {
    name: 'With somebody',
    when: [{ fact: 'last return', is: 'open' }],
    why: 'It is on somebody’s list, and what comes of that decides what is next',
  },
  {
    name: 'In dispute',
    when: [{ fact: 'in dispute', is: true }],
    why: 'What is owed is settled before it is asked for again',
  },
  {
    name: 'Paying by arrangement',
    when: [{ fact: 'arrangement in force', is: true }],
    why: 'They are keeping their side',
  },
  {
    name: 'On hold',
    when: [{ fact: 'held for another reason', is: true }],
    why: 'An officer decided so, and said why',
  },
  {
    name: 'A moratorium has just ended',
    when: [{ fact: 'since moratorium', below: '30 days' }],
    why: 'The days of a notice passed while nothing could be asked of them: the longest that any gives, once more, to talk or to pay',
  },
  {
    name: 'Said to be paid',
    when: [
      { fact: 'last return', is: 'paid' },
      { fact: 'since return', below: '14 days' },
    ],
    why: 'Whoever spoke with them said so: two weeks for the payment to arrive',
  },
  {
    name: 'An arrangement is being made',
    when: [
      { fact: 'last return', is: 'arrangement made' },
      { fact: 'since return', below: '28 days' },
    ],
    why: 'They said that they will pay by instalments: four weeks to record it, and for the first to arrive',
  },
  {
    name: 'Too small to pursue',
    when: [{ fact: 'balance', below: '£10.00' }],
    why: 'It would cost more than it brings in',
  },
  {
    name: 'Waiting for fresh figures',
    when: [{ fact: 'stale data', is: true }],
    why: 'They may have paid since we last heard',
  },
  {
    name: 'No address',
    when: [{ fact: 'address known', is: false }],
    why: 'A letter that cannot arrive helps nobody',
    stops: 'letters',
  },
]
