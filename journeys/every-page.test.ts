import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Page } from 'playwright-core'
import { routes } from '../src/app.ts'
import { looksRight, openPage, signedIn, withBrowser } from './browser.ts'
import { anEscalation, aProposal, aQuestion } from './steps.ts'

// A route that answers a browser with a page is looked at here, or is listed with why not: a new one cannot be forgotten.

/** What is no page of its own, and why. */
const notPages: Readonly<Record<string, string>> = {
  '/letters/:letter': 'a PDF, opened by the team leader’s journey',
  '/accounts/:account/pack/file': 'a PDF, opened by the housing officer’s journey',
  '/accounts/:account/service/:notice': 'looked at by the same journey',
  '/runs/:run/progress': 'a part of the run’s page, which asks for it',
  '/people/:person/now': 'a part of the person’s page, which asks for it',
  '/card-payments/:request/now': 'a part of the payment’s page, which asks for it',
  '/refunds/lists/:list/file': 'a file for finance, opened by the refunds’ journey',
  '/runs/:run/withdrawals/:withdrawal': 'looked at by the journey that withdraws a run',
  '/runs/:run/withdrawals/:withdrawal/file': 'a list as a file, opened by the same',
  '/runs/:run/cases/:account': 'leads to why',
  '/policy/drafts/:draft/simulation/now': 'a part of the simulation’s page, which asks for it',
  '/policy/trials/:trial': 'looked at by the journey that tries a policy on a share of people',
  '/work/next': 'leads to a person',
  '/debt-check': 'another team’s, which a team leader may not open: looked at by its own journey',
  '/debt-check/:disclosure': 'likewise',
}

suite('every page', () => {
  const open = withBrowser()
  let page: Page
  before(async () => {
    page = await signedIn(open, 'team leader', 'Aldermere')
  })

  /** Where the first link to something of a kind leads, on the page at `on`. */
  async function first(on: string, link: string): Promise<string> {
    await page.goto(on)
    return (await page.locator(`main ${link}`).first().getAttribute('href')) ?? ''
  }

  test('is one that axe finds nothing wrong with, and fits its window', async () => {
    const person = await first('/work', 'a[href^="/people/"]')
    const account = await first(person, 'a[href^="/accounts/"]:not([href$="/why"])')
    const file = await aFileToCorrect(page)
    const card = await aCardPayment(page, account)
    const remittance = await first('/receipts/remittances', 'tbody a')
    const refund = await aRefund(page)
    const approver = await signedIn(open, 'approver', 'Aldermere')
    const draft = await aDraft(page)
    const emergency = await anEmergency(page, person)
    const addresses: Readonly<Record<string, string>> = {
      '/sign-in': '/sign-in',
      '/work': '/work',
      '/search': '/search',
      '/people/:person': person,
      '/people/:person/records': `${person}/records`,
      '/people/:person/authorities': `${person}/authorities`,
      '/people/:person/contact-details': `${person}/contact-details`,
      '/contact-details': '/contact-details',
      '/people/:person/company': `${person}/company`,
      '/people/:person/businesses': `${person}/businesses`,
      '/people/:person/instructions': `${person}/instructions`,
      '/people/:person/owner': `${person}/owner`,
      '/people/:person/restriction': `${person}/restriction`,
      '/matches': '/matches',
      '/matches/:left/:right': await first('/matches', 'a[href^="/matches/"]'),
      '/people/:person/contacts/new': `${person}/contacts/new`,
      '/people/:person/notes/new': `${person}/notes/new`,
      '/people/:person/holds/new': `${person}/holds/new`,
      '/accounts/:account': account,
      '/accounts/:account/why': `${account}/why`,
      '/accounts/:account/statement': `${account}/statement`,
      '/accounts/:account/pack': `${account}/pack`,
      '/accounts/:account/steps': `${account}/steps`,
      '/accounts/:account/steps/:action': `${account}/steps/reminder`,
      '/steps': '/steps',
      '/steps/many': '/steps/many',
      '/steps/:step': await aProposal(page),
      '/accounts/:account/direct-debit': `${account}/direct-debit`,
      '/accounts/:account/charges': `${account}/charges`,
      '/accounts/:account/charges/new': `${account}/charges/new?kind=summons+costs`,
      '/accounts/:account/charges/:charge': await aCharge(page, account),
      '/charges': '/charges',
      '/charges/running': '/charges/running',
      '/charges/limits': '/charges/limits',
      '/charges/collection': '/charges/collection',
      '/position': '/position',
      '/position/accounts': '/position/accounts?debtType=council+tax',
      '/position/causes': '/position/causes',
      '/position/segments': '/position/segments',
      '/wards': '/wards',
      '/accounts/:account/segment': `${account}/segment`,
      '/charges/suppliers': '/charges/suppliers',
      '/accounts/:account/spending': `${account}/spending`,
      '/direct-debits': '/direct-debits',
      '/direct-debits/files/:file': await aBacsFile(page, account),
      '/direct-debits/reports': '/direct-debits/reports',
      '/direct-debits/reports/:report': await aBacsReport(page),
      '/direct-debits/alarms': '/direct-debits/alarms',
      '/accounts/:account/card-payment': `${account}/card-payment`,
      '/accounts/:account/card-agreement': `${account}/card-agreement`,
      '/card-agreements': '/card-agreements',
      '/card-agreements/:agreement': await aCardAgreement(page, account),
      '/card-payments': '/card-payments',
      '/card-payments/:request': card.paid,
      '/card-payments/:request/refund': `${card.paid}/refund`,
      '/card-payments/alarms': '/card-payments/alarms',
      '/card-payments/settlements': '/card-payments/settlements',
      '/pay/:council': card.link.split('/').slice(0, -1).join('/'),
      '/pay/:council/:link': card.link,
      '/pay/:council/:link/done': `${card.link}/done`,
      '/training/pay/:council/:secret': card.cardPage,
      '/receipts': '/receipts',
      '/receipts/:receipt': await first('/receipts', 'tbody a[href^="/receipts/"]'),
      '/receipts/lines': '/receipts/lines',
      '/receipts/lines/:line': await first('/receipts/lines', 'tbody a[href^="/receipts/lines/"]'),
      '/receipts/statements': '/receipts/statements',
      '/receipts/statements/:file': await first('/receipts/statements', 'tbody a'),
      '/receipts/remittances': '/receipts/remittances',
      '/receipts/remittances/:remittance': remittance,
      '/receipts/remittances/:remittance/rows/:row': await first(remittance, 'a[href*="/rows/"]'),
      '/receipts/reconciliation': '/receipts/reconciliation',
      '/receipts/references': '/receipts/references',
      '/receipts/bank-accounts': '/receipts/bank-accounts',
      '/refunds': '/refunds',
      '/refunds/under-way': '/refunds/under-way',
      '/refunds/:refund': refund,
      '/refunds/set-offs': '/refunds/set-offs',
      '/refunds/set-offs/:setOff': await aSetOff(page),
      '/refunds/lists': '/refunds/lists',
      '/refunds/lists/:list': await aRefundList(page, approver, refund),
      '/accounts/:account/credit': await first('/refunds', 'tbody a'),
      '/sources': '/sources',
      '/sources/of/:source': await first('/sources', 'tbody a'),
      '/sources/exceptions': '/sources/exceptions',
      '/sources/messages/:message': await first('/sources/exceptions', 'tbody a'),
      '/sources/replies': '/sources/replies',
      '/sources/months': '/sources/months',
      '/sources/months/:source/:month': await first('/sources/months', 'tbody a'),
      '/people/:person/escalations/new': `${person}/escalations/new`,
      '/escalations': '/escalations',
      '/escalations/clock': '/escalations/clock',
      '/escalations/:escalation': await anEscalation(page, person),
      '/accounts/:account/questions/new': `${account}/questions/new`,
      '/questions': '/questions',
      '/tenancies': '/tenancies',
      '/tenancies/debts': '/tenancies/debts',
      '/tenancies/first-contact': '/tenancies/first-contact',
      '/accounts/:account/tenancy': `${account}/tenancy`,
      '/questions/:question': await aQuestion(page, account),
      '/holds': '/holds',
      '/holds/:hold': await aHold(page, person),
      '/referrals': '/referrals',
      '/accounts/:account/referrals': `${account}/referrals`,
      '/accounts/:account/remedies': `${account}/remedies`,
      '/remedies': '/remedies',
      '/accounts/:account/answers': `${account}/answers`,
      '/runs': '/runs',
      '/runs/:run': await first('/runs', 'tbody a[href^="/runs/"]'),
      '/runs/:run/withdraw': `${await first('/runs', 'tbody a[href^="/runs/"]')}/withdraw`,
      '/figures': '/figures',
      '/figures/:figure': '/figures/figures-old',
      '/runs/no-next-step': '/runs/no-next-step',
      '/referrals/answers': '/referrals/answers',
      '/policy/returns': '/policy/returns?debtType=council+tax',
      '/emergency': '/emergency',
      '/emergency/:stop': emergency,
      '/imports': '/imports',
      '/imports/:file': file,
      '/imports/:file/rows/:row': await first(file, 'a[href*="/rows/"]'),
      '/letters': '/letters',
      '/policy': '/policy',
      '/policy/standard': '/policy/standard',
      '/policy/versions/:version': await first('/policy', 'a[href^="/policy/versions/"]'),
      '/policy/drafts/:draft': draft,
      '/policy/drafts/:draft/simulation': `${draft}/simulation`,
      '/policy/drafts/:draft/trial': `${draft}/trial`,
      '/policy/drafts/:draft/rules/:rule': `${draft}/rules/step-0`,
      '/policy/drafts/:draft/examples/:example': `${draft}/examples/new`,
      '/law': '/law',
      '/law/topics/:topic': '/law/topics/council-tax-attachment-of-earnings',
      '/law/to-confirm': '/law/to-confirm',
      '/law/changes': '/law/changes',
      '/law/calculators/:family/:calculation': '/law/calculators/aeo_council_tax_england/pay-day',
      '/disclosures': '/disclosures',
      '/disclosures/purposes': '/disclosures/purposes',
      '/audit': '/audit',
      '/staff': '/staff',
    }
    const paths = routes.filter(({ method }) => method === 'GET').map(({ path }) => path)
    assert.deepEqual(
      paths.toSorted(),
      [...Object.keys(addresses), ...Object.keys(notPages)].toSorted(),
    )
    for (const [path, address] of Object.entries(addresses)) {
      const answer = await page.goto(address)
      assert.equal(answer?.status(), 200, path)
      const called = `page${path.replaceAll(/[/:]+/g, '-')}`
      await looksRight(page, called)
      const [wide, window] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, innerWidth]',
      )
      assert(wide <= window, `${path} is ${wide} pixels wide in ${window}`)
      assert.equal(await page.locator('h1').count(), 1, `${path} has one main heading`)
    }
    await page.goto(emergency)
    await page.getByLabel('Why is it safe to lift?').fill('Looked at')
    await page.getByRole('button', { name: 'Ask for it to be lifted' }).click()
    await approver.goto(emergency)
    await approver.getByRole('button', { name: 'Lift the stop' }).click()
    await approver.getByText('The stop is lifted.').waitFor()
    // One list waits at a time, and another journey proposes its own.
    await page.goto(addresses['/refunds/lists/:list'] ?? '')
    await page.getByLabel('Why is it withdrawn?').fill('Looked at')
    await page.getByRole('button', { name: 'Withdraw the list' }).click()
    await page.getByText('The list was withdrawn.').waitFor()
  })

  test('that says no is one too, and leads somewhere', async () => {
    for (const [address, status] of [
      ['/nothing-here', 404],
      ['/people/7f3f6c1e-5f0e-4d0a-9b57-0d5f6b1f8a11', 404],
      ['/people/not-a-reference', 404],
      ['/audit?before=abc', 400],
      ['/audit?kind=%00', 400],
    ] as const) {
      assert.equal((await page.goto(address))?.status(), status, address)
      await looksRight(page, `no-${status}`)
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link').first().waitFor()
    }
  })

  test('that nobody has signed in for leads to signing in, and from there to itself', async () => {
    const stranger = await openPage(open)
    await stranger.goto('/holds')
    await looksRight(stranger, 'sign-in-first')
    assert.match(stranger.url(), /\/sign-in\?next=%2Fholds$/)
  })

  test('is walked by the keyboard alone: past the navigation, along the work, to a case', async () => {
    await page.goto('/work')
    await page.keyboard.press('Tab')
    assert.equal(await focused(page), 'Skip to main content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const first = await page.locator('main tbody a').first().innerText()
    assert.equal(await focused(page), first, 'the first case comes straight after the skip')

    await page.keyboard.press('n')
    await page.getByRole('heading', { name: first }).waitFor()
    await page.keyboard.press('n')
    await page.getByRole('heading', { name: first }).waitFor({ state: 'detached' })
    await page.keyboard.press('o')
    await page.getByRole('heading', { name: 'Record a contact' }).waitFor()
    await page.getByLabel('Note').focus()
    await page.keyboard.type('n o w h / are letters here')
    assert.equal(await page.getByLabel('Note').inputValue(), 'n o w h / are letters here')
    await page.goBack()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await looksRight(page, 'keys')
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await page.getByLabel('Name, account reference, address or postcode').waitFor()
  })

  test('of what was found is still there after a case was opened', async () => {
    await page.goto('/search')
    await page.getByLabel('Name, account reference').fill('an')
    await page.keyboard.press('Enter')
    await page.getByText(/^Found/).waitFor()
    await page.locator('main tbody a').first().click()
    await page.waitForURL(/\/people\//)
    await page.goBack()
    await page.getByText(/^Found/).waitFor()
    assert.doesNotMatch(page.url(), /found=an/)

    await page.getByLabel('Name, account reference').fill('x'.repeat(400))
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Use 100 characters or fewer').waitFor()
    assert.equal(await page.getByLabel('Name, account reference').inputValue(), 'x'.repeat(400))
    await looksRight(page, 'search-too-long')
  })
})

const focused = (page: Page) => page.evaluate<string>('document.activeElement.innerText')

async function aFileToCorrect(page: Page): Promise<string> {
  await page.goto('/imports')
  await page.getByLabel('Which list is it?').selectOption({ value: 'payments-neutral' })
  const rows = [
    'bank_ref,value_date,amount,reference,payer_name,method',
    'PAGES-1,not a day,1.00,NONE,Ada,FPS',
    'TRAILER,1,1.00,,,',
  ]
  const buffer = Buffer.from(`${rows.join('\n')}\n`)
  await page
    .getByLabel('The file, as the source system wrote it')
    .setInputFiles({ name: 'pages.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Load it' }).click()
  await page.waitForURL(/\/imports\/.+/)
  return new URL(page.url()).pathname
}

/** Places one that covers somebody only, for a day that is over tomorrow. */
async function aHold(page: Page, person: string): Promise<string> {
  await page.goto(`${person}/holds/new`)
  await page.getByLabel('What kind of hold?').selectOption('Other')
  await page.getByLabel('Why?').fill('Looking at every page')
  const today = Temporal.Now.plainDateISO('Europe/London')
  await page.getByLabel('Last day').fill(`${today.day}/${today.month}/${today.year}`)
  await page.getByRole('button', { name: 'Place the hold' }).click()
  const hold = page.locator('main a[href^="/holds/"]').first()
  await hold.waitFor()
  return (await hold.getAttribute('href')) ?? ''
}

/** Lets somebody pay by direct debit, and proposes the file that tells their bank. */
async function aBacsFile(page: Page, account: string): Promise<string> {
  await page.goto(`${account}/direct-debit`)
  const payer = page.getByLabel('Who pays?').locator('option[value]:not([value=""])').first()
  await page.getByLabel('Who pays?').selectOption((await payer.getAttribute('value')) ?? '')
  await page.getByLabel('Name on the bank account').fill('Every Page')
  await page.getByLabel('Sort code').fill('10-00-01')
  await page.getByLabel('Account number').fill('12345679')
  await page.getByLabel(/They alone can/).check()
  await page.getByRole('button', { name: 'Set up the direct debit' }).click()
  await page.getByText('The direct debit is set up.').waitFor()
  await page.goto('/direct-debits')
  await page.getByRole('button', { name: 'Propose the file' }).click()
  await page.waitForURL(/\/direct-debits\/files\/.+/)
  return new URL(page.url()).pathname
}

/** Proposes that the last credit on the list goes back: the first are for other journeys. */
async function aRefund(page: Page): Promise<string> {
  await page.goto('/refunds')
  await page.locator('main tbody a').last().click()
  await page.getByLabel('How much goes back?').fill('1')
  await page.getByLabel('Why is it paid back?').fill('Looking at every page')
  const payee = page.getByLabel('Who is paid?').locator('option[value]:not([value=""])').first()
  await page.getByLabel('Who is paid?').selectOption((await payee.getAttribute('value')) ?? '')
  await page.getByLabel('Name on the bank account').fill('Every Page')
  await page.getByLabel('Sort code').fill('10-00-01')
  await page.getByLabel('Account number').fill('12345679')
  await page.getByRole('button', { name: 'Propose the refund' }).click()
  await page.waitForURL(/\/refunds\/[0-9a-f-]{36}/)
  return new URL(page.url()).pathname
}

/** Has somebody make sure of a refund's bank details and a third agree to it, and proposes the list that it goes on. */
async function aRefundList(page: Page, approver: Page, refund: string): Promise<string> {
  await page.goto(refund)
  await page.getByLabel('How was it made sure').selectOption('in person')
  await page.getByLabel('What was seen or heard?').fill('Looking at every page')
  await page.getByRole('button', { name: 'I made sure of it' }).click()
  await approver.goto(refund)
  await approver.getByRole('button', { name: 'Agree to the refund' }).click()
  await approver.getByText('The refund is agreed').waitFor()
  await page.goto('/refunds/lists')
  await page.getByRole('button', { name: 'Propose the list' }).click()
  await page.waitForURL(/\/refunds\/lists\/[0-9a-f-]{36}/)
  return new URL(page.url()).pathname
}

/** Stops the street of somebody: the runs of other journeys go on. */
async function anEmergency(page: Page, person: string): Promise<string> {
  await page.goto(person)
  const [postcode = ''] = /ZE\d \d[A-Z]{2}/.exec(await page.locator('main').innerText()) ?? []
  await page.goto('/emergency')
  await page.getByLabel('Some wards or postcodes').check()
  await page.getByLabel('Which postcodes?').fill(postcode)
  await page.getByLabel('What has happened?').fill('Looking at every page')
  await page.getByRole('button', { name: 'Stop it now' }).click()
  await page.waitForURL(/\/emergency\/.+/)
  return new URL(page.url()).pathname
}

/** Proposes that some of the first credit whose people owe something else goes there. */
async function aSetOff(page: Page): Promise<string> {
  await page.goto('/refunds')
  const credits = await page.locator('main tbody a').all()
  const addresses = await Promise.all(credits.map(link => link.getAttribute('href')))
  for (const address of addresses) {
    await page.goto(address ?? '')
    const debt = page.getByLabel('Which debt is paid?')
    if ((await debt.count()) === 0) continue
    await debt.selectOption({ index: (await debt.locator('option').count()) - 1 })
    await page.getByLabel('How much is set off?').fill('0.01')
    await page.getByLabel('That it goes to this debt').check()
    await page.getByLabel('Who asked, and how is it known?').fill('Looking at every page')
    await page.getByLabel('Why is it set off?').fill('Looking at every page')
    await page.getByRole('button', { name: 'Propose the set-off' }).click()
    await page.waitForLoadState()
    if (/\/refunds\/set-offs\//.test(page.url())) return new URL(page.url()).pathname
  }
  return assert.fail('no credit is of somebody who owes something else')
}

/** One that cannot be read: it is kept, and says why. */
async function aBacsReport(page: Page): Promise<string> {
  await page.goto('/direct-debits/reports')
  const buffer = Buffer.from('<rss/>')
  await page
    .getByLabel('The report, as the bureau gave it')
    .setInputFiles({ name: 'report.xml', mimeType: 'text/xml', buffer })
  await page.getByRole('button', { name: 'Take it' }).click()
  await page.waitForURL(/\/direct-debits\/reports\/.+/)
  return new URL(page.url()).pathname
}

/** Asks for two card payments: one is paid, of the other its link was made and its card page is open. */
async function aCardPayment(page: Page, account: string) {
  const linkOfANewOne = async () => {
    await page.goto(`${account}/card-payment`)
    await page.getByLabel('Another amount', { exact: true }).first().check()
    await page.getByRole('textbox', { name: 'Another amount' }).fill('1')
    await page.getByRole('button', { name: 'Go on to the link' }).click()
    await page.getByRole('button', { name: 'Show the link and the QR code' }).click()
    const link = await page.locator('.eh-pay-link').innerText()
    const payment = new URL(page.url()).pathname.replace(/\/link$/, '')
    await page.goto(new URL(link).pathname)
    await page.getByRole('button', { name: 'Pay £1.00' }).click()
    await page.getByLabel('Test card number').waitFor()
    return { link: new URL(link).pathname, payment }
  }
  const { payment: paid } = await linkOfANewOne()
  await page.getByLabel('Test card number').fill('4444333322221111')
  await page.getByRole('button', { name: 'Pay' }).click()
  await page.getByRole('heading', { name: 'We have your payment' }).waitFor()
  const { link } = await linkOfANewOne()
  return { paid, link, cardPage: new URL(page.url()).pathname }
}

/** Asks for a card agreement, which the payer has not agreed to yet. */
async function aCardAgreement(page: Page, account: string): Promise<string> {
  const { day, month, year } = Temporal.Now.plainDateISO('Europe/London').add({ days: 30 })
  await page.goto(`${account}/card-agreement`)
  await page.getByLabel('How much is paid now?').fill('1')
  await page.getByLabel('How much is taken each time').fill('1')
  await page.getByLabel('First day').fill(`${day}/${month}/${year}`)
  await page.getByLabel('How many times?').fill('2')
  await page.getByRole('button', { name: 'Go on to the link' }).click()
  const link = page.getByRole('link', { name: 'A card agreement' })
  return (await link.getAttribute('href')) ?? ''
}

/** Charges something on an account: what may be charged depends on what it is for. */
async function aCharge(page: Page, account: string): Promise<string> {
  const today = Temporal.Now.plainDateISO('Europe/London')
  const written = ({ day, month, year }: Temporal.PlainDate) => `${day}/${month}/${year}`
  await page.goto(`${account}/charges/new?kind=summons+costs`)
  await page.getByLabel('Reference of the complaint').fill('EVERY-PAGE')
  await page.getByLabel('Day the complaint was made').fill(written(today))
  await page.getByLabel('Day of the hearing').fill(written(today.add({ days: 40 })))
  await page.getByLabel('Costs', { exact: true }).fill('10')
  await page.getByLabel('How is the amount made up?').fill('Every page is looked at')
  await page.getByRole('button', { name: 'Charge it' }).click()
  if (!(await page.getByText('It is charged.').isVisible())) {
    await page.goto(`${account}/charges/new?kind=contract+interest`)
    await page.getByLabel('The contract or lease, and its clause').fill('EVERY-PAGE, clause 1')
    await page
      .getByLabel('Day of the contract or lease')
      .fill(written(today.subtract({ days: 90 })))
    await page.getByLabel('Interest runs from').fill(written(today.subtract({ days: 80 })))
    await page.getByLabel('Rate, in per cent a year').fill('4')
    await page.getByLabel('Why is it charged?').fill('Every page is looked at')
    await page.getByRole('button', { name: 'Charge it' }).click()
    await page.getByText('It is charged.').waitFor()
  }
  return new URL(page.url()).pathname
}

/** A draft policy that was asked to be simulated. */
async function aDraft(page: Page): Promise<string> {
  await page.goto('/policy')
  await page.getByRole('button', { name: 'Begin a draft' }).click()
  await page.getByText('The draft is begun.').waitFor()
  const draft = new URL(page.url()).pathname
  await page.getByRole('button', { name: 'Simulate it on the book' }).click()
  await page.getByRole('heading', { name: 'What it would change' }).waitFor()
  return draft
}
