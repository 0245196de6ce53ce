/** What a person may do. Every route names one; a route that names none cannot be registered. */
export const permissions = [
  'work:view',
  'people:search',
  'people:view',
  'restricted:view',
  'people:restrict',
  'accounts:view',
  'contacts:record',
  'holds:place',
  'holds:end',
  'holds:end-by-law',
  'risks:mark',
  'runs:view',
  'runs:submit',
  'runs:approve',
  'runs:stop',
  'imports:view',
  'imports:load',
  'imports:mend',
  'letters:view',
  'audit:view',
  'staff:view',
  'policy:view',
  'law:view',
  'matches:decide',
  'matches:set',
] as const
export type Permission = (typeof permissions)[number]

const caseWork: readonly Permission[] = [
  'work:view',
  'people:search',
  'people:view',
  'accounts:view',
  'contacts:record',
  'holds:place',
  'letters:view',
  'policy:view',
  'law:view',
  'matches:decide',
]

/**
 * Roles, and what each may do. Someone may have several. Whoever submits a run can never approve the same one:
 * that is checked when it is used, by person, not only here by role. The administrator sees no case.
 */
export const roles = {
  'phone officer': caseWork,
  'visiting officer': caseWork,
  'housing officer': caseWork,
  'local-taxation officer': [
    ...caseWork,
    'runs:view',
    'imports:view',
    'imports:load',
    'imports:mend',
  ],
  'court officer': [...caseWork, 'runs:view'],
  'team leader': [
    ...caseWork,
    'restricted:view',
    'people:restrict',
    'holds:end',
    'risks:mark',
    'runs:view',
    'runs:submit',
    'runs:stop',
    'imports:view',
    'imports:load',
    'imports:mend',
    'audit:view',
    'staff:view',
    'matches:set',
  ],
  approver: [
    'runs:view',
    'runs:approve',
    'runs:stop',
    'people:search',
    'people:view',
    'restricted:view',
    'accounts:view',
    'letters:view',
    'policy:view',
    'law:view',
    'holds:end',
    'holds:end-by-law',
  ],
  administrator: ['staff:view', 'policy:view', 'law:view'],
  auditor: [
    'runs:view',
    'imports:view',
    'audit:view',
    'people:search',
    'people:view',
    'restricted:view',
    'accounts:view',
    'letters:view',
    'staff:view',
    'policy:view',
    'law:view',
  ],
  'information-governance officer': [
    'audit:view',
    'people:search',
    'people:view',
    'restricted:view',
    'people:restrict',
    'accounts:view',
    'letters:view',
    'law:view',
  ],
} as const satisfies Record<string, readonly Permission[]>
export type Role = keyof typeof roles

export const isRole = (text: string): text is Role => Object.hasOwn(roles, text)

/** Everything the roles allow together. A role that is not known allows nothing. */
export const permissionsOf = (held: readonly string[]): readonly Permission[] => [
  ...new Set(held.filter(isRole).flatMap(role => roles[role])),
]
