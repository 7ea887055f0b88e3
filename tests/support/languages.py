"""One short article of our own in each of eight languages: a harbour is finished."""

from __future__ import annotations

ARTICLES = {
    "zh": "海城港扩建完成\n\n海城市政府周二宣布，新港口的扩建工程已经完成，总投资达三十亿元。"
    "市长林海说：“这座港口将在明年三月开放。”工程历时四年。\n\n环保组织批评说，填海破坏了湿地。",
    "ja": "港の拡張工事が完了\n\n海城市は火曜日、新しい港の拡張工事が完了したと発表した。"
    "市長は「港は来年三月に開業する」と述べた。工事は四年間続いた。\n\n環境団体は、埋め立てが湿地を壊したと批判している。",
    "ko": '항구 확장 공사 완료\n\n해성시는 화요일 새 항구의 확장 공사가 끝났다고 발표했다. 시장은 "항구는 내년 3월에 '
    '문을 연다"고 말했다. 공사는 4년 동안 이어졌다.\n\n환경 단체는 매립이 습지를 파괴했다고 비판했다.',
    "ar": "اكتمال توسعة الميناء\n\nأعلنت بلدية هايتشنغ يوم الثلاثاء أن أعمال توسعة الميناء الجديد قد اكتملت. "
    "وقال رئيس البلدية إن الميناء سيفتح في مارس المقبل. استمر المشروع أربع سنوات.\n\nوانتقدت منظمات البيئة ردم البحر.",
    "ru": "Расширение порта завершено\n\nМэрия Хайчэна объявила во вторник, что расширение нового порта завершено. "
    "Мэр Линь Хай сказал: «Порт откроется в марте». Работы продолжались четыре года.\n\nЭкологи критикуют засыпку.",
    "hi": "बंदरगाह का विस्तार पूरा\n\nनगर पालिका ने मंगलवार को घोषणा की कि नए बंदरगाह का विस्तार पूरा हो गया है। "
    "महापौर ने कहा कि बंदरगाह अगले मार्च में खुलेगा। काम चार साल चला।\n\nपर्यावरण संगठनों ने इसकी आलोचना की है।",
    "de": "Hafen fertig ausgebaut\n\nDie Stadt teilte am Dienstag mit, dass der Ausbau 3 Mrd. Euro gekostet hat. "
    "Bürgermeister Lin sagte: „Der Hafen wird im März eröffnet.“ Die Arbeiten dauerten vier Jahre."
    "\n\nUmweltverbände kritisieren das Projekt.",
    "fr": "Le port est agrandi\n\nLa ville a annoncé mardi que l’agrandissement du port avait coûté trois milliards. "
    "Le maire a dit : « Le port ouvrira en mars. » Les travaux ont duré quatre ans.\n\nDes écologistes le critiquent.",
}
