import { describe, expect, test } from 'vitest'
import { wantedIn } from './unwanted.ts'
import { UNWANTED } from './unwanted-words.ts'
import { CATALOGUE } from './wording-words.ts'

describe('what is not wanted does not count beside what is', () => {
  test.each([
    ['en', "I don't want a refund, I want an exchange", 'I want an exchange'],
    ['en', 'i dont want a refund i want an exchange', 'i want an exchange'],
    ['en', "Please don't cancel my order, but change the address.", 'but change the address.'],
    ['en', 'I want an exchange instead of a refund', 'I want an exchange'],
    ['en', 'I am not asking about delivery. How do I return an item?', 'How do I return an item?'],
    ['de', 'Ich möchte keine Erstattung, sondern einen Umtausch', 'sondern einen Umtausch'],
    ['de', 'Bitte nicht stornieren, ich möchte die Adresse ändern.', 'ich möchte die Adresse ändern.'],
    ['fr', 'Je ne veux pas de remboursement, je veux un échange', 'je veux un échange'],
    ['es', 'No quiero un reembolso, quiero un cambio', 'quiero un cambio'],
    ['it', 'Non voglio un rimborso, voglio un cambio', 'voglio un cambio'],
    ['pt', 'Não quero um reembolso, quero uma troca', 'quero uma troca'],
    ['nl', 'Ik wil geen terugbetaling, ik wil ruilen', 'ik wil ruilen'],
    ['pl', 'Nie chcę zwrotu pieniędzy, chcę wymianę', 'chcę wymianę'],
    ['sv', 'Jag vill inte ha pengarna tillbaka, jag vill byta varan', 'jag vill byta varan'],
    ['da', 'Jeg vil ikke have pengene tilbage, jeg vil bytte varen', 'jeg vil bytte varen'],
    ['tr', 'Para iadesi istemiyorum, ürünü değiştirmek istiyorum', 'ürünü değiştirmek istiyorum'],
    ['ru', 'Я не хочу возврат денег, я хочу обмен', 'я хочу обмен'],
    ['uk', 'Я не хочу повернення грошей, я хочу обмін', 'я хочу обмін'],
    ['ja', '返金は要りません。交換の方法を教えてください。', '交換の方法を教えてください。'],
    ['zh', '我不想退款，我想换货', '我想换货'],
    ['ar', 'لا أريد استرداد المال، أريد استبدال المنتج', 'أريد استبدال المنتج'],
    ['he', 'אני לא רוצה החזר כספי, אני רוצה להחליף את המוצר', 'אני רוצה להחליף את המוצר'],
    ['hi', 'मुझे पैसे वापस नहीं चाहिए, मुझे सामान बदलना है', 'मुझे सामान बदलना है'],
    ['ko', '환불은 원하지 않아요. 교환 방법을 알려주세요.', '교환 방법을 알려주세요.'],
    ['id', 'Saya tidak mau pengembalian dana, saya mau tukar barang', 'saya mau tukar barang'],
  ])('in %s: %s', (language, said, wanted) => {
    expect(wantedIn(said, language)).toEqual({ text: wanted, declined: null })
  })
})

describe('who says only what they do not want declines it', () => {
  test.each([
    ['en', 'Do not cancel my order'],
    ['en', "please don't cancel my order!"],
    ['en', 'I do not want to cancel my order, thanks'],
    ['de', 'Bitte stornieren Sie meine Bestellung nicht'],
    ['de', 'Ich möchte meine Bestellung nicht stornieren'],
    ['fr', "N'annulez pas ma commande"],
    ['es', 'No quiero cancelar mi pedido'],
    ['it', 'Non annullate il mio ordine'],
    ['pt', 'Não quero cancelar a minha encomenda'],
    ['nl', 'Ik wil mijn bestelling niet annuleren'],
    ['pl', 'Proszę nie anulować mojego zamówienia'],
    ['sv', 'Jag vill inte avbryta min beställning'],
    ['da', 'Jeg vil ikke annullere min ordre'],
    ['tr', 'Siparişimi iptal etmeyin'],
    ['ru', 'Не отменяйте мой заказ'],
    ['uk', 'Не скасовуйте моє замовлення'],
    ['ja', '注文をキャンセルしないでください'],
    ['zh', '不要取消我的订单'],
    ['ar', 'لا أريد إلغاء طلبي'],
    ['he', 'אני לא רוצה לבטל את ההזמנה שלי'],
    ['hi', 'मेरा ऑर्डर रद्द मत कीजिए'],
    ['ko', '주문을 취소하지 마세요'],
    ['id', 'Jangan batalkan pesanan saya'],
  ])('in %s: %s', (language, said) => {
    expect(wantedIn(said, language)).toMatchObject({ text: said, declined: expect.any(String) })
  })
})

test.each([
  'I cannot cancel my order',
  'My order has not arrived',
  "I don't know how to cancel my order",
  "Don't you deliver to Norway?",
  'Why do you not cancel my order?',
  "I don't want my subscription any more",
  'I did not receive my refund, where is it?',
  "What if I don't want to keep the item?",
  'not working',
  'I do not want this item',
  'I do not want notifications, can I turn them off?',
  'The machine gave me $20 instead of $100',
  'Ich will das Paket nicht',
  'Je ne veux pas ce colis',
  'Ich will mein Abo nicht mehr',
  'Ich kann mich nicht anmelden',
  'Mein Paket ist nicht angekommen',
  'Ma commande n’est pas arrivée',
  'Ne fonctionne pas',
  'No funciona mi cuenta',
  'Non funziona',
  'Não consigo entrar na minha conta',
  'Het pakket is niet aangekomen',
  'Nie działa',
  'Не приходит код',
  '我没有收到包裹',
  '注文が届きません',
])('nothing is declined by “%s”', (said) => {
  expect(wantedIn(said, 'en')).toEqual({ text: said, declined: null })
})

test('every language that the AI speaks has its words', () => {
  expect(Object.keys(UNWANTED).sort()).toEqual(Object.keys(CATALOGUE).sort())
})
