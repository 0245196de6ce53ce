/** What an officer may put before a team leader; whether somebody should have tried to reach the person first; and what follows. */
export const escalationKinds = {
  'recommend litigation': {
    label: 'Recommend litigation',
    isTriedFirst: true,
    afterwards:
      'To accept takes no step. The step goes by the gate, and whoever proposes it reads what the gate says then.',
  },
  'settlement outside authority': {
    label: 'A settlement outside your authority',
    isTriedFirst: true,
    afterwards: 'To accept changes no balance: it is put into effect where the money is.',
  },
  safety: {
    label: 'Somebody’s safety',
    isTriedFirst: false,
    afterwards:
      'To accept changes nothing by itself: a hold or an instruction is placed where those are.',
  },
  complaint: {
    label: 'A complaint',
    isTriedFirst: false,
    afterwards:
      'To accept is no answer to the complaint: it is answered as the council answers them.',
  },
  other: {
    label: 'Something else',
    isTriedFirst: true,
    afterwards: 'To accept changes nothing by itself.',
  },
} as const satisfies Record<
  string,
  { readonly label: string; readonly isTriedFirst: boolean; readonly afterwards: string }
>

export type EscalationKind = keyof typeof escalationKinds
export const escalationKindNames = Object.keys(escalationKinds) as [
  EscalationKind,
  ...EscalationKind[],
]

/** How a team leader decides. A return says what to try first; taking over makes the case theirs. */
export const decisions = ['accepted', 'returned', 'taken over'] as const
export type Decision = (typeof decisions)[number]
