import type { Refusal } from '#values/outcome.ts'

/** The same words whether or not the name exists. */
export const wrongNameOrPassword: Refusal = {
  code: 'administration/wrong-name-or-password',
  says: 'The name or the password is not right. Check both and try again.',
}

export const tryLater = (seconds: number): Refusal => ({
  code: 'administration/try-later',
  says: `There have been too many tries. Wait ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}, then try again.`,
})

export const passwordTooShort = (shortest: number): Refusal => ({
  code: 'administration/password-too-short',
  says: `A password has at least ${shortest} characters. Nobody was added.`,
})

export const notARole = (role: string): Refusal => ({
  code: 'administration/not-a-role',
  says: `There is no role “${role}”. Nobody was added.`,
})

export const administratorSeesNoCase: Refusal = {
  code: 'administration/administrator-sees-no-case',
  says: 'An administrator looks after accounts and sees no case, so cannot have another role. Nobody was added.',
}

export const notYourOwn: Refusal = {
  code: 'administration/not-your-own',
  says: 'Nobody changes their own roles or account. Nothing was changed. Ask another administrator.',
}

export const sentBefore: Refusal = {
  code: 'administration/sent-before',
  says: 'This page was sent before with something else in it. Nothing was changed this time. Load the page again and look at what was saved.',
}
