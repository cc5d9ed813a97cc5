import type { ImportEntry } from './ingest.ts'

/** The knowledge of a shop that does not exist, so that a fresh install can be asked something. */
export const sampleKnowledge: ImportEntry[] = [
  article(
    'delivery-times',
    'How long does delivery take?',
    `Standard delivery takes **3 to 5 working days** and costs €4.90. Orders over €50 are delivered free of charge.

Express delivery arrives the **next working day** if you order before 14:00. It costs €9.90.

You get an e-mail as soon as your parcel leaves our warehouse.`,
    [
      'When will my order arrive?',
      'How fast do you ship?',
      'shipping time',
      'What does delivery cost?',
      'Is shipping free?',
      'When does my parcel get here?',
      'How many days until it arrives?',
      'express shipping price',
    ],
  ),
  article(
    'returns',
    'How do I return an item?',
    `You can return any unused item within **30 days** of delivery.

1. Open *My orders* and choose **Return an item**.
2. Print the return label. No printer? Choose the QR code, and the parcel shop prints the label for you.
3. Hand the parcel in at any parcel shop.

Returns within the country are free. Gift cards and items made to order cannot be returned.`,
    [
      'I want to send something back',
      'return policy',
      'It does not fit',
      'Can I exchange my order?',
      'Where is my return label?',
      'How do I send this back?',
      'How long can I return things?',
    ],
  ),
  article(
    'refunds',
    'When do I get my money back?',
    `We refund you within **5 working days** after your return has reached our warehouse. You get an e-mail when we have sent the refund.

The money goes back the way you paid. Cards and PayPal show it after 1 to 3 more days; a bank transfer can take up to 5. What you paid with a gift card goes back onto that gift card.`,
    [
      'Where is my refund?',
      'How long does a refund take?',
      'I returned my order and have no money yet',
      'reimbursement',
      'I want my money back',
      'The money is not on my account',
    ],
  ),
  article(
    'track-order',
    'Where is my order?',
    `Open *My orders* and choose **Track parcel**, or use the tracking link in the e-mail that we sent when the parcel left our warehouse. You need no account for the link.

It can take 24 hours until the first scan shows. If nothing has moved for 5 working days, tell us your order number and we ask the carrier.`,
    [
      'Track my parcel',
      'I have not received my package',
      'tracking number',
      'My delivery is late',
      'order status',
      'My package has not shown up',
      'Nothing has come yet',
      'Where is my parcel right now?',
    ],
  ),
  article(
    'change-address',
    'Can I change the delivery address of my order?',
    `Yes, while the order still shows **In preparation**. Open *My orders*, choose the order and then **Change address**.

Once the parcel has been handed to the carrier we cannot change the address. The tracking page then lets you choose a parcel shop or a neighbour instead.`,
    [
      'I entered the wrong address',
      'I have moved',
      'deliver to another address',
      'edit shipping address',
      'The street or house number is wrong',
      'Can you send it somewhere else?',
    ],
  ),
  article(
    'payment-methods',
    'Which payment methods do you accept?',
    `| Method | When you pay |
| --- | --- |
| Credit and debit card (Visa, Mastercard, American Express) | when the parcel leaves |
| PayPal | when you order |
| Bank transfer | before we ship; the order waits 7 days for it |
| Acme gift card | when you order |

We do not accept cash, cheques or payment on delivery.`,
    [
      'How can I pay?',
      'Do you take PayPal?',
      'Can I pay by credit card?',
      'pay by invoice',
      'Which cards do you take?',
      'Can I pay cash?',
      'Can I pay with Klarna?',
    ],
  ),
  article(
    'warranty',
    'What does the warranty cover?',
    `Every product has a warranty of **2 years** from delivery. It covers faults in material and workmanship. It does not cover wear, drops, water, or repairs that others made.

## How to claim

Send us a photo of the fault and your order number. We repair or replace the product; if neither is possible, you get your money back. You need no original packaging.`,
    [
      'My product is broken',
      'It stopped working',
      'guarantee',
      'The item arrived damaged',
      'repair',
      'It broke after a few weeks',
      'Is it still under warranty?',
    ],
  ),
  article(
    'account-password',
    'How do I reset my password?',
    `Choose **Forgotten your password?** on the sign-in page and enter your e-mail address. The link that we send is good for 60 minutes.

No e-mail? Look in the spam folder, and check that you used the address that you ordered with. After five wrong passwords the account is locked for 15 minutes.

## Deleting your account

Open *My account › Privacy* and choose **Delete account**. Your invoices are kept as long as the law asks.`,
    [
      'I cannot log in',
      'I forgot my password',
      'change my password',
      'My account is locked',
      'delete my account',
      'forgot password',
      'The reset e-mail does not come',
    ],
  ),
  article(
    'support-hours',
    'When can I reach your support team?',
    `Our team answers in the chat **Monday to Friday from 9:00 to 18:00** and on **Saturday from 10:00 to 14:00** (Central European Time). On Sundays and public holidays nobody is there; we answer what came in on the next working day.`,
    [
      'opening hours',
      'When are you open?',
      'Are you there on weekends?',
      'What are your business hours?',
      'support phone number',
      'What time do you close?',
      'Are you open on Saturday?',
    ],
  ),
  article(
    'gift-cards',
    'How do gift cards work?',
    `Gift cards cost between €10 and €250 and come by e-mail within minutes. They are valid for **3 years**.

Enter the code at the checkout under **Gift card**. What is left stays on the card, and you can use up to three cards for one order. A gift card cannot be paid out in cash.`,
    [
      'Redeem a gift card',
      'voucher',
      'My gift code does not work',
      'gift card balance',
      'Do you sell vouchers?',
      'Does a gift card expire?',
      'How long is my voucher good for?',
    ],
  ),
  article(
    'international-shipping',
    'Do you ship to other countries?',
    `We deliver to all countries of the European Union, to Switzerland, Norway and the United Kingdom.

- **European Union**: 4 to 7 working days, €9.90, free over €100
- **Switzerland, Norway, United Kingdom**: 5 to 10 working days, €14.90

Outside the European Union the carrier may ask you for import duty and tax; we cannot tell the amount beforehand. We do not ship to other countries yet.`,
    [
      'international delivery',
      'Do you deliver to Switzerland?',
      'shipping abroad',
      'customs fees',
      'Can you send to France?',
      'Do you ship to Norway?',
      'Do I pay import tax?',
    ],
  ),
  article(
    'cancel-order',
    'Can I cancel my order?',
    `Yes, while the order shows **In preparation**: open *My orders*, choose the order and then **Cancel**. You get your money back within 3 working days.

If the parcel has already left, you can refuse it at the door or return it within 30 days.`,
    [
      'I ordered by mistake',
      'stop my order',
      'I want to cancel',
      'I ordered the wrong size',
      'I do not want it any more',
      'cancel please',
    ],
  ),
]

function article(slug: string, title: string, body: string, phrasings: string[]): ImportEntry {
  const url = `https://acme.test/help/${slug}`
  return {
    externalId: `acme-${slug}`,
    fields: { title, body, phrasings, url, visibility: 'public', state: 'published' },
  }
}
