import { type Citation, cite } from '#values/citation.ts'
import { remedyQuestions } from './remedy-questions.ts'

export const notRecorded = 'not recorded'

/**
 * What recovery of some debts must know before it goes on, and no source tells: until it is recorded, the law of those debts
 * lets no further step be taken. And what the choice of a remedy must know: until then a remedy that asks it is not open.
 */
export const questions = {
  capacity: {
    says: 'whether they can decide about their money',
    asks: 'Can they decide about their money?',
    families: ['adult social care'],
    law: cite('Care Act 2014', 's69'),
    answers: {
      'can decide': 'Yes, nothing says otherwise',
      'somebody acts': 'Somebody acts for them: an attorney, a deputy or an appointee',
      'nobody acts': 'No, and nobody has the power to act for them',
    },
    lookAgain: {
      'nobody acts': 'Find out whether an attorney, a deputy or an appointee acts for them by now',
    },
  },
  'other options': {
    says: 'whether other ways to pay were talked over',
    asks: 'Were other ways to pay talked over with them?',
    families: ['adult social care'],
    law: cite('Care Act 2014', 's69'),
    answers: { considered: 'Yes, and none of them settles it' },
  },
  'deferred payment': {
    says: 'whether a deferred payment could be made',
    asks: 'Could they have a deferred payment agreement?',
    families: ['adult social care'],
    law: cite('Care Act 2014', 's69(2)'),
    answers: {
      'cannot be offered': 'No, they do not qualify',
      offered: 'It was offered, and they have not answered',
      refused: 'It was offered, and they refused it',
      agreed: 'It was agreed',
    },
    lookAgain: { offered: 'Ask what they have decided, and offer help with it' },
  },
  recoverable: {
    says: 'whether the overpayment is recoverable from them',
    asks: 'Is the overpayment recoverable, and from this person?',
    families: ['benefit overpayment'],
    law: cite('SI 2006/213', 'regs 100 and 101'),
    answers: {
      'recoverable from them': 'Yes, and they were told so in a decision',
      'not recoverable': 'No',
    },
    lookAgain: {
      'not recoverable': 'Have it taken off where it was raised, or proposed to be written off',
    },
    dated: 'The day the decision was notified',
  },
  demand: {
    says: 'whether the demand has what the law asks',
    asks: 'Does the demand have the landlord’s name and address, and the summary of rights?',
    families: ['leasehold'],
    law: cite('Landlord and Tenant Act 1985', 's21B'),
    answers: { valid: 'Yes, all of it', 'not valid': 'No, something is missing' },
    lookAgain: { 'not valid': 'Have a demand served that has what the law asks' },
  },
  'demand in time': {
    says: 'whether the costs were demanded in time',
    asks: 'Were the costs demanded, or notice of them given, within 18 months?',
    families: ['leasehold'],
    law: cite('Landlord and Tenant Act 1985', 's20B'),
    answers: { 'in time': 'Yes', 'too late': 'No' },
    lookAgain: {
      'too late': 'Have it taken off where it was raised, or proposed to be written off',
    },
  },
  'time to sue': {
    says: 'whether the time to sue began again',
    asks: 'Was it acknowledged in writing or, if it is no rent, paid in part, before six years were over?',
    families: ['sundry', 'benefit overpayment', 'housing', 'leasehold'],
    law: cite('Limitation Act 1980', 'ss29 to 31'),
    answers: { 'began again': 'Yes: the six years began again on that day', 'did not': 'No' },
    dated: 'The day of the acknowledgment, or of the payment',
    datedFor: ['began again'],
  },
  ...remedyQuestions,
} as const satisfies Record<string, QuestionDefinition>

export type QuestionDefinition = {
  /** The fact, as a rule says it. */
  readonly says: string
  readonly asks: string
  readonly families: readonly string[]
  readonly law?: Citation
  readonly answers: Readonly<Record<string, string>>
  /** The answers that stop recovery, and what somebody has to do about each so that it does not stop for good. */
  readonly lookAgain?: Readonly<Record<string, string>>
  /** What day must be said with an answer, where one must. */
  readonly dated?: string
  /** The answers that need that day; left out, every one. */
  readonly datedFor?: readonly string[]
  /** Asked for the choice of a remedy alone: recovery goes on without it. */
  readonly isForRemedies?: true
}

export type QuestionName = keyof typeof questions
export type AnswerTo<Q extends QuestionName> =
  typeof notRecorded | (keyof (typeof questions)[Q]['answers'] & string)

/** The fact of a question: its answers, and that there is none. */
export const factOf = <Q extends QuestionName>(question: Q, column: string) => ({
  kind: 'choice' as const,
  column,
  says: questions[question].says,
  options: [notRecorded, ...Object.keys(questions[question].answers)] as unknown as readonly [
    AnswerTo<Q>,
    ...AnswerTo<Q>[],
  ],
})

/** The questions that the debts of a family bring with them. */
export const questionsOf = (
  family: string,
): readonly (readonly [QuestionName, QuestionDefinition])[] =>
  (
    Object.entries(questions) as unknown as readonly (readonly [QuestionName, QuestionDefinition])[]
  ).filter(([, { families }]) => families.includes(family))

/** An answer as whoever recorded it chose it; “not recorded” where nobody did. */
export const answerInWords = (question: QuestionName, answer: string): string => {
  const { answers }: QuestionDefinition = questions[question]
  return answers[answer] ?? answer
}
