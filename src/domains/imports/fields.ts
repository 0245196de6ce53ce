/** What a value has to be before it is believed. */
export type FieldKind = 'text' | 'date' | 'money' | 'count' | 'flag' | 'choice'

const account = {
  reference: 'text',
  debtType: 'choice',
  personNumber: 'text',
  name: 'text',
  title: 'text',
  forenames: 'text',
  surname: 'text',
  organisationName: 'text',
  companyNumber: 'text',
  dateOfBirth: 'date',
  nationalInsuranceNumber: 'text',
  telephone: 'text',
  email: 'text',
  address: 'text',
  address1: 'text',
  address2: 'text',
  address3: 'text',
  address4: 'text',
  postcode: 'text',
  propertyReference: 'text',
  propertyAddress: 'text',
  uprn: 'text',
  periodFrom: 'date',
  periodTo: 'date',
  amount: 'money',
  dueOn: 'date',
  instalments: 'count',
  firstInstalmentOn: 'date',
  liability: 'choice',
  jointPersonNumber: 'text',
  jointName: 'text',
  jointDateOfBirth: 'date',
  jointNationalInsuranceNumber: 'text',
  stage: 'choice',
  lastNoticeOn: 'date',
  reminderOn: 'date',
  secondReminderOn: 'date',
  finalNoticeOn: 'date',
  inDispute: 'flag',
  breathingSpaceFrom: 'date',
  breathingSpaceTo: 'date',
  arrangement: 'flag',
  benefitEndsOn: 'date',
  deceasedOn: 'date',
} as const satisfies Record<string, FieldKind>

const transaction = {
  transactionReference: 'text',
  accountReference: 'text',
  kind: 'choice',
  amount: 'money',
  effectiveOn: 'date',
  narrative: 'text',
  payerName: 'text',
  method: 'text',
} as const satisfies Record<string, FieldKind>

const register = {
  reference: 'text',
  name: 'text',
  address: 'text',
  postcode: 'text',
  rateableValue: 'money',
  liableFrom: 'date',
  occupied: 'flag',
  description: 'text',
} as const satisfies Record<string, FieldKind>

/** Every field of ours that a file can fill, by what the file is a list of. */
export const fieldsOf = { accounts: account, transactions: transaction, register } as const

export type FileKind = keyof typeof fieldsOf
export type AccountField = keyof typeof account
export type TransactionField = keyof typeof transaction
export type RegisterField = keyof typeof register
export type Field = AccountField | TransactionField | RegisterField

/** The fields that a profile must fill; of `oneOf`, at least one from each group. */
export const neededBy: Record<
  FileKind,
  { readonly fields: readonly Field[]; readonly oneOf: readonly (readonly Field[])[] }
> = {
  accounts: {
    fields: ['reference', 'debtType', 'amount'],
    oneOf: [
      ['name', 'surname', 'organisationName'],
      ['dueOn', 'firstInstalmentOn'],
    ],
  },
  transactions: {
    fields: ['transactionReference', 'accountReference', 'kind', 'amount', 'effectiveOn'],
    oneOf: [],
  },
  register: { fields: ['reference', 'name', 'address'], oneOf: [] },
}

/** The field that a control total adds up. */
export const totalledBy = {
  accounts: 'amount',
  transactions: 'amount',
  register: 'rateableValue',
} as const satisfies Record<FileKind, Field>

/** How far a source system may say that recovery has got: the stages recovery knows. */
export const sourceStages = [
  'billed',
  'reminder',
  'second reminder',
  'final notice',
  'invoice reminder',
  'second letter',
  'summons',
  'liability order',
  'judgment',
] as const

export const transactionKinds = [
  'payment',
  'costs',
  'adjustment up',
  'adjustment down',
  'interest',
  'refund',
] as const
