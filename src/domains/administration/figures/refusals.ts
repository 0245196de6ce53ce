import type { Refusal } from '#values/outcome.ts'

export const beyondItsBounds = (least: string, most: string): Refusal => ({
  code: 'administration/figure-beyond-its-bounds',
  says: `This figure is from ${least} to ${most}. Nothing was proposed.`,
})

export const asItIs: Refusal = {
  code: 'administration/figure-as-it-is',
  says: 'That is what is in force already. Nothing was proposed.',
}

export const oneWaits: Refusal = {
  code: 'administration/figure-one-waits',
  says: 'Another change of this figure waits to be agreed: it is agreed or ended first. Nothing was proposed.',
}

export const decidedAlready: Refusal = {
  code: 'administration/figure-decided-already',
  says: 'This change was decided already, or is not there. Nothing was changed; the page shows what is in force.',
}

export const ownProposal: Refusal = {
  code: 'administration/figure-own-proposal',
  says: 'You proposed it, so somebody else agrees. Nothing was changed.',
}
