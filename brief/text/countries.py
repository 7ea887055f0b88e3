"""Countries as news names them: names, short forms and demonyms, each mapped to one key; and capitals.

The key is the country's common English name, case-folded. A demonym that names several countries' people
("Korean", "Congolese", "Guinean") has a key of its own, the shared word.
"""

from __future__ import annotations

_TABLE = """
afghanistan|Afghan Afghans Afghani|Kabul
albania|Albanian Albanians|Tirana
algeria|Algerian Algerians|Algiers
angola|Angolan Angolans|Luanda
argentina|Argentine Argentines Argentinian Argentinians|Buenos Aires
armenia|Armenian Armenians|Yerevan
australia|Australian Australians Aussie|Canberra
austria|Austrian Austrians|Vienna
azerbaijan|Azerbaijani Azerbaijanis Azeri|Baku
bahrain|Bahraini Bahrainis|Manama
bangladesh|Bangladeshi Bangladeshis|Dhaka
belarus|Belarusian Belarusians Belarussian|Minsk
belgium|Belgian Belgians|Brussels
bolivia|Bolivian Bolivians|La Paz
bosnia|Bosnian Bosnians Bosnia-Herzegovina Bosnia_and_Herzegovina|Sarajevo
brazil|Brazilian Brazilians|Brasilia
britain|British Britons Briton UK U.K. United_Kingdom Great_Britain|London
bulgaria|Bulgarian Bulgarians|Sofia
cambodia|Cambodian Cambodians|Phnom Penh
cameroon|Cameroonian Cameroonians|Yaounde
canada|Canadian Canadians|Ottawa
chad|Chadian Chadians|
chile|Chilean Chileans|Santiago
china|Chinese People's_Republic_of_China PRC|Beijing
colombia|Colombian Colombians|Bogota
congo|Congolese Democratic_Republic_of_Congo Democratic_Republic_of_the_Congo DRC DR_Congo|Kinshasa
costa rica|Costa_Rican Costa_Ricans|San Jose
croatia|Croatian Croatians Croat Croats|Zagreb
cuba|Cuban Cubans|Havana
cyprus|Cypriot Cypriots|Nicosia
czech republic|Czech Czechs Czechia|Prague
denmark|Danish Danes Dane|Copenhagen
ecuador|Ecuadorian Ecuadorean Ecuadorians Ecuadoreans|Quito
egypt|Egyptian Egyptians|Cairo
el salvador|Salvadoran Salvadorans Salvadorean|
estonia|Estonian Estonians|Tallinn
ethiopia|Ethiopian Ethiopians|Addis Ababa
european union|EU E.U.|
finland|Finnish Finns Finn|Helsinki
france|French Frenchman Frenchmen Frenchwoman|Paris
georgia|Georgian Georgians|Tbilisi
germany|German Germans|Berlin
ghana|Ghanaian Ghanaians|Accra
greece|Greek Greeks|Athens
guatemala|Guatemalan Guatemalans|
haiti|Haitian Haitians|Port-au-Prince
honduras|Honduran Hondurans|Tegucigalpa
hungary|Hungarian Hungarians|Budapest
iceland|Icelandic Icelander Icelanders|Reykjavik
india|Indian Indians|New Delhi
indonesia|Indonesian Indonesians|Jakarta
iran|Iranian Iranians|Tehran
iraq|Iraqi Iraqis|Baghdad
ireland|Irish Irishman|Dublin
israel|Israeli Israelis|
italy|Italian Italians|Rome
ivory coast|Ivorian Ivorians Cote_d'Ivoire|Abidjan
jamaica|Jamaican Jamaicans|Kingston
japan|Japanese|Tokyo
jordan|Jordanian Jordanians|Amman
kazakhstan|Kazakh Kazakhs Kazakhstani|Astana
kenya|Kenyan Kenyans|Nairobi
korea|Korean Koreans|
kosovo|Kosovar Kosovars|Pristina
kuwait|Kuwaiti Kuwaitis|
kyrgyzstan|Kyrgyz|Bishkek
laos|Laotian Laotians Lao|Vientiane
latvia|Latvian Latvians|Riga
lebanon|Lebanese|Beirut
liberia|Liberian Liberians|Monrovia
libya|Libyan Libyans|Tripoli
lithuania|Lithuanian Lithuanians|Vilnius
luxembourg|Luxembourger|
malaysia|Malaysian Malaysians|Kuala Lumpur
mali|Malian Malians|Bamako
malta|Maltese|Valletta
mexico|Mexican Mexicans|Mexico City
moldova|Moldovan Moldovans|Chisinau
mongolia|Mongolian Mongolians|Ulaanbaatar
montenegro|Montenegrin Montenegrins|Podgorica
morocco|Moroccan Moroccans|Rabat
mozambique|Mozambican Mozambicans|Maputo
myanmar|Burma Burmese Myanmarese|Naypyitaw
namibia|Namibian Namibians|Windhoek
nepal|Nepali Nepalis Nepalese|Kathmandu
netherlands|Dutch Dutchman Holland The_Netherlands|Amsterdam
new zealand|New_Zealander New_Zealanders Kiwi|Wellington
nicaragua|Nicaraguan Nicaraguans|Managua
niger|Nigerien Nigeriens|Niamey
nigeria|Nigerian Nigerians|Abuja
north korea|North_Korean North_Koreans N._Korea N._Korean N._Koreans DPRK N.K. NK|Pyongyang
north macedonia|Macedonia Macedonian Macedonians|Skopje
norway|Norwegian Norwegians|Oslo
oman|Omani Omanis|Muscat
pakistan|Pakistani Pakistanis|Islamabad
palestine|Palestinian Palestinians Palestinian_Authority|Ramallah
panama|Panamanian Panamanians|
paraguay|Paraguayan Paraguayans|Asuncion
peru|Peruvian Peruvians|Lima
philippines|Philippine Filipino Filipinos Filipina The_Philippines|Manila
poland|Polish Poles Pole|Warsaw
portugal|Portuguese|Lisbon
qatar|Qatari Qataris|Doha
romania|Romanian Romanians|Bucharest
russia|Russian Russians Russian_Federation|Moscow
rwanda|Rwandan Rwandans|Kigali
saudi arabia|Saudi Saudis Saudi_Arabian|Riyadh
senegal|Senegalese|Dakar
serbia|Serbian Serbians Serb Serbs|Belgrade
singapore|Singaporean Singaporeans|
slovakia|Slovak Slovaks Slovakian|Bratislava
slovenia|Slovenian Slovenians Slovene|Ljubljana
somalia|Somali Somalis|Mogadishu
south africa|South_African South_Africans S._Africa|Pretoria
south korea|South_Korean South_Koreans S._Korea S._Korean S._Koreans ROK Republic_of_Korea|Seoul
south sudan|South_Sudanese|Juba
spain|Spanish Spaniard Spaniards|Madrid
sri lanka|Sri_Lankan Sri_Lankans|Colombo
sudan|Sudanese|Khartoum
sweden|Swedish Swede Swedes|Stockholm
switzerland|Swiss|Bern
syria|Syrian Syrians|Damascus
taiwan|Taiwanese|Taipei
tajikistan|Tajik Tajiks|Dushanbe
tanzania|Tanzanian Tanzanians|Dodoma
thailand|Thai Thais|Bangkok
tunisia|Tunisian Tunisians|Tunis
turkey|Turkish Turks Turk Turkiye Türkiye|Ankara
turkmenistan|Turkmen|Ashgabat
uganda|Ugandan Ugandans|Kampala
ukraine|Ukrainian Ukrainians|Kyiv
united arab emirates|UAE U.A.E. Emirati Emiratis|Abu Dhabi
united nations|UN U.N.|
united states|US U.S. USA U.S.A. United_States_of_America American Americans America The_United_States|Washington
uruguay|Uruguayan Uruguayans|Montevideo
uzbekistan|Uzbek Uzbeks|Tashkent
venezuela|Venezuelan Venezuelans|Caracas
vietnam|Vietnamese Viet_Nam|Hanoi
yemen|Yemeni Yemenis|Sanaa
zambia|Zambian Zambians|Lusaka
zimbabwe|Zimbabwean Zimbabweans|Harare
"""


def _read_table() -> tuple[dict[str, str], dict[str, str]]:
    countries: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for row in _TABLE.strip().splitlines():
        key, forms, capital = row.split("|")
        countries[key] = key
        for form in forms.split():
            form = form.replace("_", " ")
            # an acronym is known in capitals only: "us" and "un" are other words
            countries[form if form.isupper() else form.casefold()] = key
        if capital:
            capitals[capital.casefold()] = key
    return countries, capitals


COUNTRY_OF, CAPITAL_OF = _read_table()
"""COUNTRY_OF: a name, short form or demonym -> key (case-folded, but acronyms in capitals);
CAPITAL_OF: a capital, case-folded -> the key of its country."""


def country(name: str) -> str | None:
    """The key of the country that `name` means ("S. Korea", "South Koreans", "U.S."), or None."""
    if name.isupper() and len(name) > 3 and "." not in name:  # a headline in capitals: JAPAN
        return COUNTRY_OF.get(name) or COUNTRY_OF.get(name.casefold())
    return COUNTRY_OF.get(name) if name.isupper() else COUNTRY_OF.get(name.casefold())
