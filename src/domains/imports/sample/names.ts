// People who do not exist, with the names people in Britain have.

export type Heritage = {
  readonly women: readonly string[]
  readonly men: readonly string[]
  readonly surnames: readonly string[]
}

const words = (list: string): readonly string[] => list.split(' ')

export const heritages = {
  english: {
    women: words(
      'Amelia Catherine Chloë Deborah Ellen Emma Frances Gillian Grace Hannah Heather Isobel Jacqueline Janet Joanne Karen Kathleen Laura Lesley Lucy Margaret Michelle Naomi Olivia Patricia Rachel Rebecca Sarah Susan Victoria Wendy Zoë',
    ),
    men: words(
      'Adrian Alan Barry Benjamin Brian Christopher Colin Daniel Darren Derek Edward Geoffrey George Graham Harry Ian Jack Jeffrey Jonathan Keith Kenneth Lee Luke Mark Matthew Neil Nicholas Oliver Peter Philip Raymond Simon Stephen Terence Thomas William',
    ),
    surnames: words(
      'Ashworth Barlow Bradshaw Brown Butterworth Carter Clarke Cooper Dawson Dyson Fletcher Gibson Greenwood Hall Harrison Hartley Holmes Hughes Jackson Johnson Kershaw Lawson Marsden Metcalfe Moss Naylor Ogden Parkinson Pickering Ramsden Robinson Schofield Shaw Smith Sutcliffe Taylor Thompson Turner Walker Ward Whitehead Wilkinson Wood Wright Ashton-Clarke Bell-Howarth Lloyd-Marsh',
    ),
  },
  welsh: {
    women: words(
      'Angharad Bethan Branwen Carys Catrin Ceridwen Elin Eluned Ffion Gwen Gwenllïan Heledd Lowri Mair Megan Menna Nerys Nia Rhiannon Seren Siân Siwan',
    ),
    men: words(
      'Aled Alun Dafydd Dylan Emyr Gareth Geraint Gethin Gruffydd Huw Idris Iestyn Ieuan Iolo Llŷr Meirion Owain Rhodri Rhys Siôn Tomos Wyn',
    ),
    surnames: words(
      'Bevan Bowen Davies Edwards Ellis Evans Griffiths Gwynne Howells Hughes James Jenkins Jones Lewis Llewellyn Lloyd Morgan Morris Owen Parry Powell Price Prosser Pugh Rees Roberts Thomas Vaughan Watkins Williams ap-Rhŷs Parry-Jones Wynn-Evans',
    ),
  },
  irish: {
    women: words('Aoife Bernadette Bríd Caoimhe Ciara Deirdre Gráinne Niamh Nuala Órla Siobhán'),
    men: words('Brendan Cormac Declan Diarmuid Eoin Fergal Kieran Liam Pádraig Seán'),
    surnames: words(
      "O'Brien O'Connor O'Donnell O'Neill O'Sullivan Byrne Doyle Gallagher Kavanagh McCarthy McGrath Nolan Quinn",
    ),
  },
  scottish: {
    women: words('Ailsa Catriona Eilidh Fiona Iona Kirsty Lorna Mairi Morag Shona'),
    men: words('Alasdair Angus Callum Duncan Euan Fraser Hamish Malcolm Ross Stuart'),
    surnames: words(
      'Campbell Drummond Ferguson Fraser Macdonald MacLeod McIntyre Morrison Ross Stewart',
    ),
  },
  polish: {
    women: words('Agnieszka Anna Beata Ewa Joanna Katarzyna Magdalena Małgorzata Monika Zofia'),
    men: words('Andrzej Grzegorz Jakub Józef Krzysztof Łukasz Marek Paweł Piotr Tomasz Wojciech'),
    surnames: words(
      'Adamczyk Dąbrowski Górski Jankowski Kamiński Kowalczyk Lewandowski Nowak Pawlak Szymański Wiśniewski Wójcik Zieliński',
    ),
  },
  nigerian: {
    women: words('Adaeze Amaka Blessing Chidinma Folake Funmilayo Ngozi Olamide Titilayo Yetunde'),
    men: words('Babatunde Chidi Chukwuemeka Emeka Ifeanyi Kayode Obinna Oluwaseun Segun Tunde'),
    surnames: words(
      'Adebayo Adeyemi Afolabi Balogun Eze Ibrahim Nwosu Obi Okafor Okonkwo Olawale Onyeka Oyelaran',
    ),
  },
  'south asian': {
    women: words(
      'Aisha Amina Anjali Fatima Farzana Harpreet Jaspreet Kavita Meena Nasreen Nusrat Parveen Priya Rukhsana Shabnam Sunita Zainab',
    ),
    men: words(
      'Abdul Amir Arjun Gurpreet Hamza Imran Jaswinder Manjit Mohammed Nadeem Rajesh Sanjay Shahid Sukhdev Tariq Vikram Yusuf Zahid',
    ),
    surnames: words(
      'Ahmed Akhtar Ali Begum Bhatti Chaudhry Choudhury Desai Gill Hussain Iqbal Kaur Khan Mahmood Malik Mistry Patel Rahman Sandhu Sharma Shah Singh Uddin',
    ),
  },
  'other European': {
    women: words('Adriana Ana Beatriz Elena Gabriela Inês Ioana Irina Marta Renáta Sofia'),
    men: words('Alexandru Andrei Bogdan Diogo João László Luís Mihai Nuno Ștefan Zoltán'),
    surnames: words(
      'Almeida Costa Dumitru Fernandes Gonçalves Horváth Ionescu Kovács Marin Nagy Núñez Popescu Rodrigues Szabó',
    ),
  },
  'east Asian': {
    women: words('Hong Li Mei Ming Thu Xiu Yan Ying'),
    men: words('Chun Hoang Jian Kai Minh Tuan Wei Zhen'),
    surnames: words('Chan Chen Cheung Ho Lam Lau Leung Li Ng Nguyễn Phạm Tran Wong Wu'),
  },
  'African and Caribbean': {
    women: words('Abena Akosua Amina Denise Ebony Fatou Hodan Marcia Saffron Yvonne'),
    men: words('Abdi Cedric Delroy Errol Kofi Kwame Leroy Mamadou Tendai Winston'),
    surnames: words(
      "Asante Bailey Boateng Campbell Charles D'Aguilar Diallo Gordon Hassan Mensah Moyo Osman Warsame",
    ),
  },
} as const satisfies Record<string, Heritage>

/** Names that people and clerks use for one another. */
export const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  Benjamin: ['Ben'],
  Catherine: ['Kathryn', 'Katherine', 'Cath'],
  Christopher: ['Chris'],
  Daniel: ['Dan', 'Danny'],
  Dafydd: ['David'],
  Edward: ['Ted', 'Eddie'],
  Geoffrey: ['Jeffrey', 'Geoff'],
  Jeffrey: ['Geoffrey', 'Jeff'],
  Jonathan: ['Jonathon', 'Jon'],
  Kenneth: ['Ken'],
  Margaret: ['Maggie', 'Peggy'],
  Matthew: ['Mathew', 'Matt'],
  Michelle: ['Michele'],
  Mohammed: ['Mohammad', 'Muhammad', 'Mohamed'],
  Nicholas: ['Nicolas', 'Nick'],
  Patricia: ['Pat', 'Trish'],
  Philip: ['Phillip', 'Phil'],
  Rebecca: ['Becky', 'Rebekah'],
  Rhys: ['Reece'],
  Sarah: ['Sara'],
  Stephen: ['Steven', 'Steve'],
  Susan: ['Sue'],
  Thomas: ['Tom'],
  Tomos: ['Thomas'],
  Victoria: ['Vicky'],
  William: ['Bill', 'Will'],
  Yusuf: ['Yousuf', 'Youssef'],
}
