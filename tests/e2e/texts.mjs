// What people write and paste, invented: ordinary signs that other places take for
// marks. [what it is, the words, and the lines that come of them if they differ].
export const TEXTS = [
	[
		'addresses with signs in them',
		[
			'https://urldefense.com/v3/__https://www.example.org/page__;!!AbCdEf!xyz_12-ab$',
			'https://example.sharepoint.com/:w:/r/sites/Team/_layouts/15/Doc.aspx?sourcedoc=%7B0A1B2C%7D&file=Plan_(v2).docx&action=default',
			'https://shop.example.org/p.aspx?Item=N82&cm_re=m65-_-26-816-054-_-Product',
			'https://a.example/_/A and https://b.example/_/B',
			'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org%2Fform&data=05%7C02%7Cann%40example.org%7C0%7C638%7CUnknown%7CTWFpbGZsb3d8eyJ%3D%7C0%7C%7C&sdata=q%2Bz%3D&reserved=0'
		].join('\n\n')
	],
	[
		'a signature under two dashes',
		'Does anybody know a group that still takes referrals in May?\n\nThanks for reading,\nJo Example\n--\nFamily support worker, Bay Example Trust'
	],
	[
		'mail that was quoted twice',
		'> > We could ask the duty team first,\nand then ring the parent.\n> I would ring the parent first.\nMy own view: do both on the same day.'
	],
	[
		'numbers with a full stop',
		'999. Ring this if somebody is in danger now\n\n2024. was the year in which we began\n\n239828. is what the old form was called'
	],
	['bullets that are characters', 'What we do:\n\n•\tListen first\n\n\to\tWithout promising'],
	[
		'characters that nobody sees',
		'Agenda\u000bWho comes\u000bWhat we decide\n\nA one\u001eto\u001eone talk, safe\u001fguarding lead present\fPage two: \u0007dates to follow',
		'Agenda\nWho comes\nWhat we decide\n\nA one-to-one talk, safeguarding lead present\nPage two: dates to follow'
	],
	[
		'words from right to left',
		'שלום לכולם, מישהו מכיר קבוצה להורים בשעות הערב?\n\n- פגישה ראשונה ביום שלישי (14:00).\n- אפשר גם בטלפון!\n\nمرحبا، هل يعرف أحد مجموعة للآباء مساءً؟\n\nEnglish again: thank you.'
	],
	['a line of signs', `\`\`\`\n${'x'.repeat(200)}\n\`\`\``],
	[
		'links with spaces',
		'[The plan](https://example.sharepoint.com/sites/Team/Shared Documents/Plan v2.docx)\n\nhttps://example.sharepoint.com/sites/Team/Shared Documents/Plan v2.docx\n\n[Ring us](tel:+44 1803 555 000)'
	],
	[
		'signs of every kind',
		'# 1 is *not* _bold_, 2*3*4 > 5 ~x~ | y\n+ a\n1) b\n***\n<b>tags</b> & &amp;'
	]
];

const word = (level, marker, words) =>
	`<p class=MsoListParagraph style='margin-left:${level * 36}.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'>` +
	`<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${marker}` +
	`<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>`;

/** HTML as other programs put it on the clipboard, and the body that comes of it. */
export const PASTED = [
	[
		'Word',
		`<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {color:red}</style></head><body lang=EN-GB>
<!--StartFragment--><p class=MsoNormal style='color:#C00000'><b style='mso-bidi-font-weight:normal'>What we
do</b>, and <i>why</i>:<o:p></o:p></p>
${word(1, '·', 'Listen first')}
${word(2, 'o', 'Without promising')}
${word(1, '·', 'Then write it down')}
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
${word(1, '3.', 'Ring this')}
${word(2, 'a)', 'at night')}
${word(2, 'b)', 'by day')}
${word(1, '4.', 'Wait')}
${word(1, '999.', 'In danger')}
${word(1, '1.2.', 'Of the old form')}
<!--EndFragment--></body></html>`,
		'<p><strong>What we do</strong>, and <em>why</em>:</p>' +
			'<ul><li><p>Listen first</p><ul><li><p>Without promising</p></li></ul></li><li><p>Then write it down</p></li></ul>' +
			'<ol start="3"><li><p>Ring this</p><ol type="a"><li><p>at night</p></li><li><p>by day</p></li></ol></li><li><p>Wait</p></li></ol>' +
			'<ol start="999"><li><p>In danger</p></li></ol><p>1.2. Of the old form</p>'
	],
	[
		'Word on the web',
		['1', '2', '1']
			.map(
				(level, index) =>
					`<div class="ListContainerWrapper"><ul class="BulletListStyle1" role="list"><li data-aria-level="${level}" role="listitem" style="color:red"><p class="Paragraph" style="font-weight:normal"><span class="TextRun"><span class="NormalTextRun">Item ${index + 1}</span></span><span class="EOP">&nbsp;</span></p></li></ul></div>`
			)
			.join(''),
		'<ul><li><p>Item 1</p><ul><li><p>Item 2</p></li></ul></li><li><p>Item 3</p></li></ul>'
	],
	[
		'Google Docs',
		`<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;color:#ff0000;font-weight:400;white-space:pre-wrap">Plain, </span><span style="font-weight:700;font-style:normal">bold</span><span style="font-weight:400;font-style:italic"> and slanted</span></p><br><ol style="margin-top:0"><li dir="ltr" style="list-style-type:lower-alpha;font-weight:400" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400">first</span></p></li><ul><li dir="ltr" style="list-style-type:circle" aria-level="2"><p dir="ltr"><span>inner</span></p></li></ul></ol></b>`,
		'<p>Plain, <strong>bold</strong><em> and slanted</em></p><ol type="a"><li><p>first</p><ul><li><p>inner</p></li></ul></li></ol>'
	],
	[
		'Outlook',
		`<div class="WordSection1"><table border=0><tr><td><p class=MsoNormal style="font-family:Calibri">Dear all,</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>see <a href="https://example.org/form?a=1&amp;b=2" style="color:#0563C1"><span>the form</span></a> or <a href="file:///c:/x.doc">x.doc</a>.</p></td></tr></table><div style="display:none">Hidden words</div></div>`,
		'<p>Dear all,</p><p>see <a href="https://example.org/form?a=1&amp;b=2">the form</a> or x.doc.</p>'
	],
	[
		'a web page',
		`<article><h2 style="font-weight:700;color:blue">Opening hours</h2>
<div>Ring <strong onclick="x()">first</strong>.<br>Then come.</div><script>alert(1)</script><img src="/track.png">
<blockquote>We said so</blockquote>
<table><thead><tr><th><p>Day</p></th><th>Time</th></tr></thead><tbody><tr><td>Monday</td><td>2pm<br>to 4pm</td></tr></tbody></table>
<ol start="4"><li>four</li><li value="9">nine</li></ol></article>`,
		'<h3>Opening hours</h3><p>Ring <strong>first</strong>.<br>Then come.</p><blockquote><p>We said so</p></blockquote>' +
			'<table><tbody><tr><th>Day</th><th>Time</th></tr><tr><td>Monday</td><td>2pm<br>to 4pm</td></tr></tbody></table>' +
			'<ol start="4"><li><p>four</p></li></ol><ol start="9"><li><p>nine</p></li></ol>'
	],
	[
		'a page that keeps its spaces',
		`<p><span style="color:red;white-space-collapse:preserve">two  spaces,	a tab</span></p>`,
		'<p>two  spaces,\ta tab</p>'
	]
];
