import { cite } from '#values/citation.ts'
import type { Provision } from './regime.ts'

/** The rule by which an emergency holds an account: those that it held come back in turns. */
export const emergencyStop = 'Emergency stop'

/** What stops recovery of any debt. What stops only what goes to where letters go comes last. */
export const everyones: readonly Provision[] = [
  {
    name: 'Mental health crisis',
    when: [{ fact: 'mental health crisis', is: true }],
    law: cite('SI 2020/1311', 'reg 7'),
  },
  {
    name: 'Breathing space',
    when: [{ fact: 'breathing space', is: true }],
    law: cite('SI 2020/1311', 'reg 7'),
  },
  { name: 'Insolvent or dissolved', when: [{ fact: 'insolvent or dissolved', is: true }] },
  { name: 'Deceased', when: [{ fact: 'deceased', is: true }] },
  { name: 'Nothing owed', when: [{ fact: 'balance', below: '£0.01' }] },
  {
    // The hold that the return placed: whoever ends it has looked, and is the way on.
    name: 'Came back disputed or vulnerable',
    when: [
      {
        any: [
          {
            all: [
              { fact: 'last return', is: 'disputed' },
              { fact: 'in dispute', is: true },
            ],
          },
          {
            all: [
              { fact: 'last return', is: 'vulnerable' },
              { fact: 'held for another reason', is: true },
            ],
          },
        ],
      },
    ],
  },
  { name: emergencyStop, when: [{ fact: 'emergency stop', is: true }] },
  {
    name: 'Gone away',
    when: [{ fact: 'letters stopped by', is: 'gone away' }],
    stops: 'letters',
  },
  {
    name: 'Not their address',
    when: [{ fact: 'letters stopped by', is: 'not theirs' }],
    stops: 'letters',
  },
  {
    name: 'Not by post',
    when: [
      {
        any: [
          { fact: 'letters stopped by', is: 'safe route' },
          { fact: 'letters stopped by', is: 'confidential' },
        ],
      },
    ],
    stops: 'letters',
  },
]

/** The rules by which no letter can reach somebody, and what has to be done about it. */
export const byNoLetter: Readonly<Record<string, 'find them' | 'reach another way'>> = {
  'Gone away': 'find them',
  'Not their address': 'find them',
  'No address': 'find them',
  'Not by post': 'reach another way',
}
