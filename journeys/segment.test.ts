import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { goTo, looksRight, signedIn, withBrowser } from './browser.ts'

suite('whether somebody cannot or will not pay', () => {
  const open = withBrowser()
  let officer: Page
  let leader: Page
  let person = ''
  let account = ''
  before(async () => {
    officer = await signedIn(open, 'phone officer', 'Aldermere')
    leader = await signedIn(open, 'team leader', 'Aldermere')
    const rows = officer.locator('main tbody tr')
    person = (await rows.nth(-8).getByRole('link').first().getAttribute('href')) ?? ''
    assert(person)
    await officer.goto(person)
    const link = officer.locator('main a[href^="/accounts/"]:not([href*="/why"])').first()
    account = (await link.getAttribute('href')) ?? ''
    assert(account)
  })

  async function whyTheyFellBehind(cause: string) {
    await officer.goto(`${person}/contacts/new`)
    await officer.getByLabel('Advice given').check()
    await officer.getByLabel('How?').selectOption('telephone')
    await officer.getByLabel('Who got in touch?').selectOption('from them')
    await officer.getByLabel('Why have they fallen behind?').selectOption(cause)
    await officer.getByRole('button', { name: 'Record it' }).click()
    await officer.waitForURL(/done=recorded/)
  }

  test('an officer sees that too little is known, writes down why they fell behind, and sees what that comes to', async () => {
    await officer.goto(account)
    await officer.getByRole('link', { name: /whether they cannot or will not pay$/ }).click()
    await officer.getByText('Too little is known').waitFor()
    await officer.getByText('It decides nothing.').waitFor()
    await looksRight(officer, 'segment-not-known')

    await whyTheyFellBehind('will not pay')
    await officer.goto(`${account}/segment`)
    await officer.getByText('Too little is known').waitFor()
    await officer.locator('summary', { hasText: 'Everything that was looked at' }).click()
    await officer.getByText('Somebody who owes it said that they will not pay it').waitFor()
    await looksRight(officer, 'segment-everything-looked-at')

    await whyTheyFellBehind('income fell')
    await officer.goto(`${account}/segment`)
    await officer.getByRole('heading', { name: 'What is held pulls both ways' }).waitFor()
    const restsOn = officer.locator('.eh-findings li')
    assert.equal(await restsOn.count(), 2)
    assert.match(await restsOn.first().innerText(), /will not pay it \(\d+ \w+ \d{4}\)$/)
    await looksRight(officer, 'segment-both-ways')
  })

  test('overrides it with a reason; nothing that was typed is lost', async () => {
    await officer.getByLabel('Will not pay').check()
    await officer.getByLabel('Through which day').fill('31/2/2027')
    await officer.getByRole('button', { name: 'Override it' }).click()
    await officer.getByRole('alert').getByText('Say why: it is kept').waitFor()
    await officer.getByRole('alert').getByText('The day must be a real one').waitFor()
    assert.equal(await officer.getByLabel('Through which day').inputValue(), '31/2/2027')
    assert(await officer.getByLabel('Will not pay').isChecked())
    await looksRight(officer, 'segment-override-with-errors')
    await officer.getByLabel('Why?').fill('He says that he has it, and spends it as he likes.')
    await officer.getByLabel('Through which day').fill('')
    await officer.getByRole('button', { name: 'Override it' }).click()
    await officer.getByText('Overridden. What was said before stays below').waitFor()
    await officer.getByText('It stands until it is taken back.').waitFor()
    await officer.goto(`${person}?show=segment`)
    await officer
      .getByText(/segment overridden as “will not pay”/)
      .first()
      .waitFor()
    await officer.goto(`${account}/segment`)
    await looksRight(officer, 'segment-overridden')
    await officer.goto(account)
    await officer.getByText('an officer says so').waitFor()
  })

  test('the person contests it, and somebody else answers', async () => {
    await officer.goto(`${account}/segment`)
    await officer.getByLabel('What do they say').fill('I said it in anger. I lost my job.')
    await officer.getByRole('button', { name: 'Write it down' }).click()
    await officer.getByText('Written down. Nothing is known until').waitFor()
    await officer.getByText('They contest what you said, so somebody else answers it.').waitFor()
    assert.equal(await officer.getByRole('button', { name: 'Answer' }).count(), 0)
    await looksRight(officer, 'segment-own-contest')

    await leader.goto('/position/segments')
    await looksRight(leader, 'segments-report-with-a-contest')
    const waiting = leader.getByRole('table', { name: 'Contested, and waiting for an answer' })
    await waiting.locator(`a[href="${account}/segment"]`).click()
    await leader.getByText('I said it in anger.').first().waitFor()
    await looksRight(leader, 'segment-contested')
    await leader.getByLabel('Cannot pay').check()
    await leader.getByLabel('What do you say to them?').fill('We have seen the letter. Sorry.')
    await leader.getByRole('button', { name: 'Answer' }).click()
    await leader.getByText('Answered. Tell them what you said.').waitFor()
    const history = leader.getByRole('table', { name: 'What was said of it' })
    assert.equal(await history.locator('tbody tr').count(), 3)
    await looksRight(leader, 'segment-answered')
  })

  test('the team leader reads how often officers say otherwise, in no number that could show who', async () => {
    await goTo(leader, 'Debt position')
    await leader.getByRole('link', { name: 'Cannot or will not pay' }).click()
    await leader
      .getByText(/The override rate is under \d+\.\d%: fewer than 10 of \d+ people/)
      .waitFor()
    await leader.getByText('is shown once no number is small').waitFor()
    await looksRight(leader, 'segments-report')
  })

  test('and whoever sees cases without working them overrides nothing', async () => {
    const auditor = await signedIn(open, 'auditor', 'Aldermere')
    await auditor.goto(`${account}/segment`)
    await auditor.getByText('We have seen the letter.').first().waitFor()
    assert.equal(await auditor.getByRole('button', { name: 'Override it' }).count(), 0)
    assert.equal(await auditor.getByRole('button', { name: 'Write it down' }).count(), 0)
  })
})
