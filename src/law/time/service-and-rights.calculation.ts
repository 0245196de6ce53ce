import { formatDate, isBefore, plusDays } from '#values/dates.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, dayAndTime, optional, yesOrNo } from '../fields.ts'
import { refuse } from '../refuse.ts'
import {
  acknowledgeBy,
  acknowledgeDays,
  answerComplaintBy,
  answerInformationBy,
  answerSubjectBy,
  directDebitNoticeBy,
  directDebitNoticeDays,
  daysToAnswerComplaint,
  informationRequestDays,
  monthsToAnswerSubject,
  subjectAccessMonths,
} from './rights.ts'
import {
  claimFormServed,
  deliveredByPost,
  deliveryDays,
  servedByEmail,
  servedByPost,
  servedPersonally,
  serviceOfClaimForm,
  serviceOfDocuments,
} from './service.ts'

/** What tells one of the family's calculations from another. */
const rule = (name: string) => choice('Rule', { [name]: name })

const document = calculation({
  slug: 'court-document',
  title: 'Court document',
  fields: {
    rule: rule('CPR 6.26'),
    method: choice('How it was sent', {
      first_class_post: 'First class post',
      email: 'E-mail',
      personal: 'Handed over',
    }),
    sent: dayAndTime('When it was sent or handed over', {
      hint: 'With the time unless it was posted, such as 2026-06-01T16:29',
    }),
  },
  work({ method, sent }) {
    const { value, source } = serviceOfDocuments.on(sent.day)
    if (method === 'first_class_post') {
      const served = servedByPost(sent.day)
      return {
        answer: { deemed_served: served },
        working: [
          `The ${value.postDays === 2 ? 'second' : `${value.postDays}th`} day after ${formatDate(sent.day)} is ${formatDate(plusDays(sent.day, value.postDays))}.`,
          `It, or the next business day, is ${formatDate(served)}.`,
        ],
        sources: [source],
      }
    }
    const what =
      method === 'email'
        ? { is: 'An e-mail', done: 'Sent', served: servedByEmail, before: value.emailBefore }
        : {
            is: 'What is handed over',
            done: 'Handed over',
            served: servedPersonally,
            before: value.personallyBefore,
          }
    if (!sent.time)
      return refuse('Say at what time it was sent or handed over: it decides the day.')
    const served = what.served(sent.day.toPlainDateTime(sent.time))
    return {
      answer: { deemed_served: served },
      working: [
        `${what.is} before ${what.before} on a business day is served that day, and any other on the next business day.`,
        `${what.done} at ${sent.time.toString({ smallestUnit: 'minute' })} on ${formatDate(sent.day)}, it is served on ${formatDate(served)}.`,
      ],
      sources: [source],
    }
  },
})

const claimForm = calculation({
  slug: 'claim-form',
  title: 'Claim form',
  fields: {
    rule: rule('CPR 6.14'),
    step_completed: day('Day the step that serves it was completed'),
  },
  work({ step_completed: completed }) {
    const served = claimFormServed(completed)
    const { value, source } = serviceOfClaimForm.on(completed)
    return {
      answer: { claim_form_deemed_served: served },
      working: [`${value} business days after ${formatDate(completed)} is ${formatDate(served)}.`],
      sources: [source],
    }
  },
})

const letter = calculation({
  slug: 'letter',
  title: 'Letter',
  fields: {
    rule: rule('Interpretation Act s7 / PD [1985]'),
    posted_first_class: day('Day it was posted'),
  },
  work({ posted_first_class: posted }) {
    const first = deliveredByPost(posted, 'first class')
    const second = deliveredByPost(posted, 'second class')
    const { value, source } = deliveryDays.on(posted)
    return {
      answer: { deemed_delivered: first, second_class: second },
      working: [
        `First class counts as delivered ${value['first class']} working days after ${formatDate(posted)}, on ${formatDate(first)}.`,
        `Second class counts as delivered ${value['second class']} working days after, on ${formatDate(second)}. Either may be proved wrong.`,
      ],
      sources: [source],
    }
  },
})

const information = calculation({
  slug: 'freedom-of-information',
  title: 'Freedom of information',
  fields: { rule: rule('FOIA s10'), received: day('Day it was received') },
  work({ received }) {
    const by = answerInformationBy(received)
    const { value, source } = informationRequestDays.on(received)
    return {
      answer: { respond_by: by },
      working: [
        `${value} working days after ${formatDate(received)}, leaving out bank holidays in any part of the United Kingdom, is ${formatDate(by)}.`,
      ],
      sources: [source],
    }
  },
})

const subjectAccess = calculation({
  slug: 'subject-access',
  title: 'Subject access',
  fields: {
    rule: rule('SAR'),
    received: day('Day it was received'),
    complex: optional(
      yesOrNo('It is complex, or one of several, and they were told so within the first month'),
    ),
  },
  work({ received, complex: isComplex = false }) {
    const by = answerSubjectBy(received, { isComplex })
    const months = monthsToAnswerSubject(received, isComplex)
    const { source } = subjectAccessMonths.on(received)
    return {
      answer: { respond_by: by },
      working: [
        `${months === 1 ? 'One month' : `${months} months`} after ${formatDate(received)} is ${formatDate(received.add({ months }))}.`,
        `It, or the next working day, is ${formatDate(by)}.`,
      ],
      sources: [source],
    }
  },
})

const complaint = calculation({
  slug: 'complaint',
  title: 'Complaint',
  fields: {
    rule: rule('complaint'),
    received: day('Day it was received'),
    acknowledged: optional(day('Day it was acknowledged')),
    extended: optional(yesOrNo('More time is needed, and they were told why')),
  },
  work({ received, acknowledged, extended: isExtended = false }) {
    const acknowledge = acknowledgeBy(received)
    const { value: toAcknowledge, source } = acknowledgeDays.on(received)
    const start = [
      `${toAcknowledge} working days after ${formatDate(received)} is ${formatDate(acknowledge)}.`,
    ]
    if (!acknowledged) return { answer: { ack_by: acknowledge }, working: start, sources: [source] }
    if (isBefore(acknowledged, received))
      return refuse('It cannot be acknowledged before it was received.')
    const { first, second } = answerComplaintBy(acknowledged, { isExtended })
    const days = daysToAnswerComplaint(acknowledged, isExtended)
    return {
      answer: {
        ack_by: acknowledge,
        stage1_by: first,
        stage2_by_if_escalation_acknowledged_same_day: second,
      },
      working: [
        ...start,
        ...(isBefore(acknowledge, acknowledged)
          ? [`It was acknowledged late, on ${formatDate(acknowledged)}.`]
          : []),
        `Stage 1 is answered within ${days.first} working days of ${formatDate(acknowledged)}, by ${formatDate(first)}.`,
        `Stage 2, acknowledged the same day, within ${days.second}, by ${formatDate(second)}.`,
      ],
      sources: [source],
    }
  },
})

const directDebit = calculation({
  slug: 'direct-debit',
  title: 'Direct debit notice',
  fields: {
    rule: rule('direct_debit_advance_notice'),
    collection_date: day('Day of collection'),
  },
  work({ collection_date: collection }) {
    const by = directDebitNoticeBy(collection)
    const { value, source } = directDebitNoticeDays.on(collection)
    return {
      answer: { notice_received_no_later_than: by },
      working: [
        `${value} working days before ${formatDate(collection)} is ${formatDate(by)}, unless another period was agreed.`,
      ],
      sources: [source],
    }
  },
})

export const serviceAndTimeLimits: Family = {
  name: 'service_and_time_limits',
  title: 'Service and time limits',
  about:
    'When a letter or court document counts as served, and by when a request, a complaint or a notice of a direct debit must be answered or given.',
  calculations: [letter, document, claimForm, information, subjectAccess, complaint, directDebit],
}
