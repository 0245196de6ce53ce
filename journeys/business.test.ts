import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { looksRight, signedIn, withBrowser } from './browser.ts'

suite('a business', () => {
  const open = withBrowser()
  let officer: Page
  let leader: Page
  before(async () => {
    officer = await signedIn(open, 'phone officer', 'Aldermere')
    leader = await signedIn(open, 'team leader', 'Aldermere')
  })

  /** The page of each sample company that was read, by what the register says it is. */
  const companies = new Map<string, string>()
  before(async () => {
    const people = new Set<string>()
    for (const words of 'abcdefghijklmnopqrstuvwxyz'
      .split('')
      .flatMap(letter => [`Ltd ${letter}`, `Limited ${letter}`])) {
      await officer.goto('/search')
      await officer.getByLabel('Name, account reference').fill(words)
      await officer.keyboard.press('Enter')
      await officer
        .getByText(/^(Found|Nobody|Nothing)/)
        .first()
        .waitFor()
      for (const link of await officer.locator('main tbody a[href^="/people/"]').all())
        people.add((await link.getAttribute('href')) ?? '')
    }
    for (const person of people) {
      if ((await officer.goto(`${person}/company`))?.status() !== 200) continue
      for (const company of await officer.locator('main h2:has(.govuk-tag)').all()) {
        // All that it is: one about to be struck off is active too.
        const tags = (await company.locator('.govuk-tag').allInnerTexts()).join(', ')
        if (!companies.has(tags)) companies.set(tags, `${person}/company`)
      }
    }
  })
  const companyThatIs = async (page: Page, tag: string): Promise<void> => {
    const address = companies.get(tag)
    assert(address, `no company is ${tag}, only ${[...companies.keys()].join(', ')}`)
    await page.goto(address)
  }

  test('in liquidation is on hold by the register’s word, with whom to write to', async () => {
    await companyThatIs(officer, 'In liquidation')
    await officer.getByText('Imogen Madeup').waitFor()
    await officer.getByText('No ordinary letter goes out.').waitFor()
    await officer.getByText('not read by this installation').waitFor()
    assert.equal(await officer.getByRole('button', { name: 'Read again now' }).count(), 0)
    await looksRight(officer, 'company-in-liquidation')
    await officer.locator('main .govuk-caption-m a').click()
    await officer.waitForURL(/\/people\/[\w-]+$/)
    await officer.getByText('Register of companies, ').first().waitFor()
    await looksRight(officer, 'person-in-liquidation')
    await officer.getByRole('link', { name: /^On hold: insolvency/ }).click()
    await officer.getByText('What the register of companies says', { exact: true }).waitFor()
    await looksRight(officer, 'hold-of-register')
  })

  test('on hold so is not ended by a team leader, who is told who may', async () => {
    await leader.goto(new URL(officer.url()).pathname)
    await leader.getByText('Before that only an approver ends it.').waitFor()
    assert.equal(await leader.getByRole('button', { name: 'End this hold' }).count(), 0)
  })

  for (const [tag, says] of [
    ['Active', 'INVENTED BEGINNINGS LIMITED'],
    ['Dissolved', 'There is no such company any more'],
  ] as const) {
    test(`that is ${tag.toLowerCase()} says so`, async () => {
      await companyThatIs(officer, tag)
      await officer.getByText(says).first().waitFor()
      await looksRight(officer, `company-${tag.toLowerCase().replaceAll(' ', '-')}`)
    })
  }

  test('has a director who is likely to be somebody here: each page leads to the other, and an officer says who it is', async () => {
    await companyThatIs(officer, 'Active')
    await officer.locator('main .govuk-caption-m a').click()
    await officer.getByRole('heading', { name: 'Business relationships' }).waitFor()
    await looksRight(officer, 'business-with-director')
    const total = officer.locator('main tbody tr').last()
    const businesses = officer.getByRole('region', { name: 'Business relationships' })
    await businesses.getByRole('link').first().click()
    await businesses.getByText('likely', { exact: true }).waitFor()
    await businesses.getByText('does not owe what it owes by that').waitFor()
    const before = await total.innerText()
    await looksRight(officer, 'person-with-business')

    await businesses.getByRole('link', { name: 'Businesses: say who is an officer' }).click()
    await officer
      .getByLabel(/company 0?\w+/)
      .first()
      .check()
    await officer.getByLabel('It is somebody else').check()
    await officer.getByRole('button', { name: 'Keep it' }).click()
    await officer.getByRole('alert').getByText('Say how you know').waitFor()
    await looksRight(officer, 'businesses-refused')
    await officer.getByLabel('How do you know?').fill('They have never heard of it.')
    await officer.getByRole('button', { name: 'Keep it' }).click()
    await officer.getByText('Kept. Nothing that is owed').waitFor()
    await looksRight(officer, 'businesses')
    const back = officer.locator('main .govuk-caption-m a')
    await back.click()
    await officer.getByRole('link', { name: 'Businesses: none known' }).waitFor()
    assert.equal(await total.innerText(), before)

    await officer.getByRole('link', { name: 'Businesses: none known' }).click()
    await officer.getByLabel(/: it is somebody else/).check()
    await officer.getByLabel('Why is it taken back?').fill('They remembered.')
    await officer.getByRole('button', { name: 'Take it back' }).click()
    await officer.getByText('Taken back.').waitFor()
    await back.click()
    await businesses.getByText('likely', { exact: true }).waitFor()
  })
})
