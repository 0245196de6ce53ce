import { Buffer } from 'node:buffer'

// Bacs reports as small as they can be, in the shapes that Bacs sends. None is a real one.

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')

const attributes = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')

export type ReturnedItem = {
  readonly ref: string
  readonly returnCode: string
  readonly valueOf: string
  readonly originalProcessingDate?: string
}

/** A report of debits returned unpaid, with the totals that they come to, or others to see it refused. */
export const someArudd = ({
  userNumber = '987654',
  adviceNumber = '000',
  processed = '2026-12-04',
  items,
  totals,
}: {
  readonly userNumber?: string
  readonly adviceNumber?: string
  readonly processed?: string
  readonly items: readonly ReturnedItem[]
  readonly totals?: { readonly numberOf: string; readonly valueOf: string }
}): Uint8Array => {
  const pence = items.reduce(
    (sum, { valueOf }) => sum + BigInt(valueOf.replaceAll(/[.,]/g, '')),
    0n,
  )
  const text = String(pence).padStart(3, '0')
  const given = totals ?? {
    numberOf: String(items.length),
    valueOf: `${text.slice(0, -2)}.${text.slice(-2)}`,
  }
  const debits = items.map(
    item => `
      <ReturnedDebitItem${attributes({
        ref: item.ref,
        transCode: '17',
        returnCode: item.returnCode,
        returnDescription: 'AS THE BANK SAYS',
        originalProcessingDate: item.originalProcessingDate ?? '2026-12-01',
        valueOf: item.valueOf,
        currency: 'GBP',
      })}>
        <PayerAccount number="12345679" ref="${item.ref}" name="ZO\u00CB OHARA" sortCode="10-00-01"></PayerAccount>
      </ReturnedDebitItem>`,
  )
  return bytes(`<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- a look-alike -->
<BACSDocument xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Data><ARUDD>
    <Header${attributes({ reportType: 'REFT1019', adviceNumber, currentProcessingDate: processed })}/>
    <AddresseeInformation name="NORTHLEIGH COUNCIL"/>
    <ServiceLicenseInformation userName="NORTHLEIGH COUNCIL" userNumber="${userNumber}"/>
    <Advice><OriginatingAccountRecords><OriginatingAccountRecord>
      <OriginatingAccount name="NORTHLEIGH COUNCIL" number="00000019" sortCode="10-00-02"/>${debits.join('')}
      <Totals${attributes({ ...given, currency: 'GBP' })}/>
    </OriginatingAccountRecord></OriginatingAccountRecords></Advice>
  </ARUDD></Data>
  <SignatureMethod>Vanilla</SignatureMethod><Signature></Signature>
</BACSDocument>
`)
}

/** A report of advices. Each is the attributes of its record; `reference` and `reason-code`, and what else is wanted. */
export const someAdvices = ({
  kind,
  userNumber = '987654',
  first,
  last,
  records,
}: {
  readonly kind: 'ADDACS' | 'AUDDIS' | 'AUDREJ'
  readonly userNumber?: string
  readonly first?: number
  readonly last?: number
  readonly records: readonly Readonly<Record<string, string>>[]
}): Uint8Array =>
  bytes(`<?xml version="1.0" encoding="UTF-8"?>
<BACSDocument>
  <Data><MessagingAdvices>
    <MessagingHeader${attributes({
      'user-number': userNumber,
      'advice-type': kind,
      'report-type': kind === 'ADDACS' ? '7001' : kind === 'AUDDIS' ? '7002' : '7004',
      'report-generation-date': '2026-12-04',
      'subject-first-aosn': first === undefined ? undefined : String(first),
      'subject-last-aosn': last === undefined ? undefined : String(last),
    })}/>
    <AddresseeInformation name="NORTHLEIGH COUNCIL"/>
    ${records.map(record => `<MessagingAdvice${attributes({ 'user-number': userNumber, 'record-type': 'A', ...record })}/>`).join('\n    ')}
  </MessagingAdvices></Data>
</BACSDocument>
`)

export type ClaimedItem = {
  readonly reference: string
  readonly reason: string
  readonly collected: string
  readonly amount: string
}

/** A report of indemnity claims, each about one collection. `cancelled` are claims taken back. */
export const someDdica = ({
  userNumber = '987654',
  claims = [],
  cancelled = [],
  total,
}: {
  readonly userNumber?: string
  readonly claims?: readonly ClaimedItem[]
  readonly cancelled?: readonly ClaimedItem[]
  readonly total?: string
}): Uint8Array => {
  const pounds = (items: readonly ClaimedItem[]) => {
    const pence = items.reduce(
      (sum, { amount }) => sum + BigInt(amount.replaceAll(/[.,]/g, '')),
      0n,
    )
    const text = String(pence).padStart(3, '0')
    return `${text.slice(0, -2)}.${text.slice(-2)}`
  }
  const claim = (name: string, item: ClaimedItem, n: number) => `
      <${name}><SeqNo>${n + 1}</SeqNo><PayingBankReference>${name}${n}${item.reference}</PayingBankReference>
        <SUReference>${item.reference}</SUReference><ReasonCode>${item.reason}</ReasonCode>
        <PayerSortCode>100001</PayerSortCode><PayerAccount>12345679</PayerAccount><PayerName>ZOE OHARA</PayerName>
        <TotalAmount>${item.amount}</TotalAmount>
        <DDCollections><DDCollection><DateOfDirectDebit>${item.collected}</DateOfDirectDebit><Amount>${item.amount}</Amount></DDCollection></DDCollections>
      </${name}>`
  return bytes(`<?xml version="1.0" encoding="UTF-8"?>
<VocaDocument><Data><Document>
    <ServiceUserNumber>${userNumber}</ServiceUserNumber>
    <NewAdvices>
      <TotalValueOfDebits>${total ?? pounds(claims)}</TotalValueOfDebits><DateOfDebit>2026-12-18</DateOfDebit>${claims.map((item, n) => claim('DDICAdvice', item, n)).join('')}
    </NewAdvices>
    <Cancellations>
      <TotalValueOfCancellations>${pounds(cancelled)}</TotalValueOfCancellations>${cancelled.map((item, n) => claim('DDICCancellation', item, n)).join('')}
    </Cancellations>
</Document></Data></VocaDocument>
`)
}

/** What Bacs says it took of a file. */
export const someInputReport = ({
  userNumber = '987654',
  serial,
  debits,
  rejected = { count: 0, pounds: '0.00' },
  errors = 0,
}: {
  readonly userNumber?: string
  readonly serial: string
  readonly debits: { readonly count: number; readonly pounds: string }
  readonly rejected?: { readonly count: number; readonly pounds: string }
  readonly errors?: number
}): Uint8Array =>
  bytes(`<?xml version="1.0" encoding="UTF-8"?>
<BACSDocument><Data><InputReport>
  <Header reportType="REFT2013"><ProcessingDate date="2026-11-30"/></Header>
  <Submission>
    <SubmissionInformation volumeSerialNumber="${serial}"/>
    <UserFile><InputUserFile>
      <UserFileInformation userNumber="${userNumber}" userFileNumber="001"/>
      <InputReportSummary><AccountTotals><AccountTotal>
        <CreditEntry><AcceptedRecords numberOf="1" valueOf="${debits.pounds}"/><RejectedRecords numberOf="0" valueOf="0.00"/></CreditEntry>
        <DebitEntry><AcceptedRecords numberOf="${debits.count}" valueOf="${debits.pounds}"/><RejectedRecords numberOf="${rejected.count}" valueOf="${rejected.pounds}"/></DebitEntry>
      </AccountTotal></AccountTotals></InputReportSummary>
      ${errors > 0 ? `<Errors>${'<Error type="REJECTED"/>'.repeat(errors)}</Errors>` : ''}
    </InputUserFile></UserFile>
  </Submission>
</InputReport></Data></BACSDocument>
`)
