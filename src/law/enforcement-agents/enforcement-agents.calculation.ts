import { cite } from '#values/citation.ts'
import { formatDate } from '#values/dates.ts'
import { formatPounds, sum } from '#values/money.ts'
import { calculation, type Family } from '../calculation.ts'
import { choice, day, list, money, optional, someMoney, yesOrNo } from '../fields.ts'
import { refuse } from '../refuse.ts'
import { agentFees } from './fees.ts'
import { noticeDates } from './notice-dates.ts'
import { divideProceeds } from './proceeds.ts'
import {
  complianceFee,
  controlHours,
  controlMonths,
  feePercent,
  feeThreshold,
} from './taking-control.ts'

/** Fees have never changed: a case that does not say when it was instructed is asked of the newest. */
const newest = () => complianceFee.history[0]?.from ?? refuse('There are no fees.')

const fees = calculation({
  slug: 'fees',
  title: 'Fees',
  fields: {
    sums_to_be_recovered: list('Sums to be recovered, one for each order', someMoney('Sum'), {
      most: 50,
    }),
    furthest_stage: choice('Furthest stage begun', {
      compliance: 'Compliance',
      enforcement: 'Enforcement',
      sale: 'Sale or disposal',
    }),
    vulnerable_no_adequate_opportunity: optional(
      yesOrNo('A vulnerable person who had no adequate opportunity to get advice before removal'),
    ),
    instructed: optional(day('Day the agent was instructed')),
    half_penny: optional(
      choice('A half-penny of the percentage', {
        up: 'Rounded up (the law is silent)',
        down: 'Dropped',
      }),
    ),
  },
  work(asked) {
    const sums = asked.sums_to_be_recovered
    const instructedOn = asked.instructed ?? newest()
    const made = agentFees({
      sums,
      furthest: asked.furthest_stage,
      instructedOn,
      noAdequateOpportunity: asked.vulnerable_no_adequate_opportunity ?? false,
      ...(asked.half_penny === 'down' && { rounding: 'half towards zero' }),
    })
    const percent = feePercent.on(instructedOn).value
    const threshold = formatPounds(feeThreshold.on(instructedOn).value)
    return {
      answer: {
        compliance: made.compliance,
        enforcement: made.enforcement,
        sale: made.sale,
        total_fees: made.total,
        total_payable: made.payable,
      },
      working: [
        `Compliance: ${formatPounds(complianceFee.on(instructedOn).value)} for each of ${sums.length} ${sums.length === 1 ? 'order' : 'orders'}, ${formatPounds(made.compliance)}.`,
        `${formatPounds(made.owed)} is to be recovered; ${percent}% of what is above ${threshold} is ${formatPounds(made.percentage)} for each later stage.`,
        asked.vulnerable_no_adequate_opportunity && asked.furthest_stage !== 'compliance'
          ? 'The enforcement stage’s fee is not recoverable: there was no adequate opportunity to get advice before removal.'
          : `Enforcement: ${formatPounds(made.enforcement)}.`,
        `Sale: ${formatPounds(made.sale)}.`,
        `In all ${formatPounds(made.total)} of fees, and ${formatPounds(made.payable)} to pay.`,
      ],
      sources: [cite('SI 2014/1', 'regs 4 to 7, 11 and 12 and Sch Table 1')],
    }
  },
})

export const agentsFees: Family = {
  name: 'tcg_fees',
  title: 'Enforcement agents’ fees',
  about: 'What an agent may recover from whoever owes, by how far enforcement has gone.',
  calculations: [fees],
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

const notice = calculation({
  slug: 'notice',
  title: 'Notice of enforcement',
  fields: {
    notice_given: day('Day notice was given'),
    weekday: optional(
      choice('Day of the week', {
        Mon: 'Monday',
        Tue: 'Tuesday',
        Wed: 'Wednesday',
        Thu: 'Thursday',
        Fri: 'Friday',
        Sat: 'Saturday',
        Sun: 'Sunday',
      }),
    ),
  },
  work({ notice_given: given, weekday }) {
    const actual = weekdays[given.dayOfWeek - 1]
    if (weekday !== undefined && weekday !== actual)
      return refuse(`${formatDate(given)} is a ${actual}, not a ${weekday}.`)
    const { clearDays, earliestControl, lastDayForControl } = noticeDates(given)
    const hours = controlHours.on(given).value
    return {
      answer: {
        clear_days_counted: clearDays,
        earliest_control: earliestControl,
        last_day_for_control: lastDayForControl,
      },
      working: [
        `The day of giving, ${formatDate(given)}, does not count, nor do Sundays, bank holidays, Good Friday and Christmas Day.`,
        `The ${clearDays.length} clear days are ${clearDays.map(formatDate).join(', ')}.`,
        `Control may be taken from ${formatDate(earliestControl)}${earliestControl.dayOfWeek === 7 ? ', a Sunday, which the law allows' : ''}, between ${hours.from} and ${hours.to}, until ${formatDate(lastDayForControl)}.`,
        `A new period of ${controlMonths.on(given).value} months begins when an arrangement to repay is broken.`,
      ],
      sources: [cite('SI 2013/1894', 'regs 6, 9, 12 and 13')],
    }
  },
})

export const agentsNotice: Family = {
  name: 'tcg_notice_dates',
  title: 'Notice of enforcement',
  about:
    'When an agent may first take control of goods after giving notice, and for how long. For a notice by post, first work out when it counts as delivered.',
  calculations: [notice],
}

const proceeds = calculation({
  slug: 'proceeds',
  title: 'Proceeds',
  fields: {
    proceeds: money('Proceeds'),
    sum_to_be_recovered: money('Sum to be recovered'),
    compliance_fee: money('Compliance fee'),
    other_fees_and_disbursements: money('Other fees and disbursements'),
    auctioneer: money('Due to the auctioneer'),
    creditor_is_enforcement_agent: yesOrNo('The agent and the council are one person in law'),
  },
  work(asked) {
    const made = divideProceeds({
      proceeds: asked.proceeds,
      debt: asked.sum_to_be_recovered,
      compliance: asked.compliance_fee,
      otherFees: asked.other_fees_and_disbursements,
      auctioneer: asked.auctioneer,
      councilIsAgent: asked.creditor_is_enforcement_agent,
    })
    const rest = sum([made.creditor, made.otherFees])
    return {
      answer: {
        auctioneer: made.auctioneer,
        compliance: made.compliance,
        creditor: made.creditor,
        other_fees: made.otherFees,
        surplus_to_debtor: made.surplus,
      },
      working: [
        `The auctioneer has ${formatPounds(made.auctioneer)} and the compliance fee ${formatPounds(made.compliance)} of ${formatPounds(asked.proceeds)}.`,
        asked.creditor_is_enforcement_agent
          ? `The council’s own agent’s fees come before the debt: ${formatPounds(made.otherFees)}, then ${formatPounds(made.creditor)}.`
          : `${formatPounds(rest)} goes to the debt and the other fees in proportion: ${formatPounds(made.creditor)} and ${formatPounds(made.otherFees)}.`,
        ...(made.surplus > 0n ? [`${formatPounds(made.surplus)} is left for the debtor.`] : []),
      ],
      sources: [cite('SI 2014/1', 'reg 13')],
    }
  },
})

export const agentsProceeds: Family = {
  name: 'tcg_proceeds',
  title: 'Where an agent’s proceeds go',
  about:
    'How the proceeds of goods, or a payment to an agent, are divided when they do not cover everything.',
  calculations: [proceeds],
}
