import type { Refusal } from '#values/outcome.ts'

/** Every way this room says no. */
export const registerIsOff: Refusal = {
  code: 'register-is-off',
  says: 'The register of companies is not read by this installation, so nothing was asked. The operator’s guide says how it is turned on.',
}

export const noSuchNumber: Refusal = {
  code: 'no-company-number',
  says: 'None of their records has a company number that the register could be asked about. Nothing was asked.',
}

export const cannotBe: Refusal = {
  code: 'companies/cannot-be-that-officer',
  says: 'The register names no officer of that company who can be them: another name, or another month of birth. Nothing was kept, and what you typed is still here.',
}

export const saidAlready: Refusal = {
  code: 'companies/said-already',
  says: 'Somebody has said of that officer already. Take that back first if it is wrong; nothing was kept, and what you typed is still here.',
}
