import type { Refusal } from '#values/outcome.ts'

const askTeam = 'Nothing was looked up. If it cannot wait, ask the recovery team.'

export const tooManyInAnHour = (most: number): Refusal => ({
  code: 'enquiries/too-many-in-an-hour',
  says: `You have asked ${most} times in the last hour, which is as often as one person may. ${askTeam}`,
})

export const tooManyInADay = (most: number): Refusal => ({
  code: 'enquiries/too-many-in-a-day',
  says: `You have asked ${most} times in the last 24 hours, which is as often as one person may. ${askTeam}`,
})

export const tooManyNotAnswered = (most: number): Refusal => ({
  code: 'enquiries/too-many-not-answered',
  says: `${most} of your questions in the last 24 hours could not be answered, so no more can be asked for now. ${askTeam}`,
})

export const noGateway: Refusal = {
  code: 'enquiries/no-gateway',
  says: 'Nothing in law that lets the council tell this is recorded for that purpose, so it cannot be asked. Nothing was looked up.',
}
