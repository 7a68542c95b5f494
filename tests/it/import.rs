//! `cove import-resources`: a starter list for the library, with the real program.

use std::fmt::Write as _;

use db::connect::Location;
use it::{TestApp, number, on_both_engines};
use serde_json::json;

use crate::resource::{counts, titles};
use crate::serve::SECRET;
use crate::serve::running::{Folder, complaint, ends};
use crate::thread::topics;

/// Imports a list; whether it could, and what was said.
fn import(app: &TestApp, name: &str, list: impl AsRef<[u8]>, more: &[&str]) -> (bool, String) {
    let folder = Folder::new();
    std::fs::write(folder.path().join(name), list).expect("a list");
    std::fs::write(folder.path().join("secret"), SECRET).expect("a secret");
    let url = match app.database().location() {
        Location::File(file) => format!("sqlite:{}", file.display()),
        Location::Postgres(url) => url.clone(),
    };
    let settings = [
        ("COVE_DATABASE_URL", url.as_str()),
        ("COVE_SECRET_FILE", "secret"),
    ];
    let arguments = [&["import-resources", name], more].concat();
    let output = ends(&folder, &arguments, &settings);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success(), said + &complaint(&output))
}

/// As Excel writes it in some countries.
fn excel(lines: &[&str]) -> String {
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

const RESOURCES: &str = "SELECT COUNT(*) FROM resource";

on_both_engines! {
    async fn a_list_is_shared_once_and_tells_nobody_of_each(app) {
        let mia = app.coordinator("Mia Ross").await;
        let ann = app.member("Ann Hill", "education").await;
        let ben = app.member("Ben Moor", "third-sector").await;
        let topic = topics(&ben).await[0].clone();
        ben.does("thread/follow", json!({ "input": { "subject": topic, "on": true } })).await;
        let name = ben.run("{ topics { id name } }", json!({})).await["topics"][0]["name"].as_str().unwrap().to_owned();
        let list = excel(&[
            "Title;Why;Address;Text;Topics;Audiences;Format;Ages from;Ages to;Keeper",
            &format!("A first talk;\"Parents find words.\nAnd <b>time</b>.\";https://first-talk.example/;;{name};Parents and carers; leaflet;11;18;"),
            ";;;;;;;;;",
            &format!("Our letter;It saves an hour;;\"Dear parents;\n\nwe write\";{};staff;template;;;{}", name.to_uppercase(), ann.email),
        ]);
        let keeper = ["--keeper", mia.email.as_str()];
        let (good, said) = import(&app, "list.csv", &list, &["--dry-run", keeper[0], keeper[1]]);
        assert!(good && said.contains("2 would be shared, 0 left out"), "{said}");
        assert_eq!(number(&app, RESOURCES).await, 0, "a dry run writes nothing");

        let (good, said) = import(&app, "list.csv", &list, &keeper);
        assert!(good && said.contains("2 of 2 shared") && said.contains("Done. 2 shared, 0 left out."), "{said}");
        let mut shared = titles(&ben, json!({}), "NEWEST").await;
        shared.sort();
        assert_eq!(shared, ["A first talk", "Our letter"]);
        assert_eq!(titles(&ben, json!({ "keeper": ann.id() }), "NEWEST").await, ["Our letter"]);
        assert_eq!(titles(&ben, json!({ "text": "words parents", "age": "ELEVEN_TO_FIFTEEN" }), "NEWEST").await, ["A first talk"]);
        assert_eq!(counts(&ben, json!({}), "FORMAT").await, [("LEAFLET".to_owned(), 1), ("TEMPLATE".to_owned(), 1)]);
        let first = "SELECT COUNT(*) FROM post WHERE body = '<p>Parents find words.<br>And &lt;b&gt;time&lt;/b&gt;.</p>'";
        assert_eq!(number(&app, first).await, 1, "words are no HTML");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM post WHERE body = '<p>It saves an hour</p><p>Dear parents;</p><p>we write</p>'").await, 1);
        assert_eq!(number(&app, "SELECT COUNT(*) FROM notification WHERE kind = 'resource_shared'").await, 0, "nobody is told of each");
        assert_eq!(number(&app, "SELECT COUNT(*) FROM audit_entry WHERE act = 'import_resources' AND actor_id IS NULL").await, 2, "one for each keeper");

        // Again, it changes nothing; neither does the same address under another title.
        let (good, said) = import(&app, "list.csv", &list, &keeper);
        assert!(good && said.contains("Row 2 is left out: \"A first talk\" was imported before") && said.contains("Done. 0 shared, 2 left out."), "{said}");
        let other = json!([
            { "title": "Another title", "why": "It helps", "address": "https://first-talk.example/", "topics": [name], "audiences": ["staff"], "format": "leaflet" },
            { "title": "A film", "why": "It helps", "address": "https://film.example/", "topics": [name], "audiences": ["staff", "young people"], "format": "video", "minutes": 9 },
        ]);
        let (good, said) = import(&app, "list.JSON", other.to_string(), &keeper);
        assert!(good && said.contains("\"Another title\" is in the library already, as \"A first talk\"") && said.contains("1 shared, 1 left out"), "{said}");
        assert_eq!(number(&app, RESOURCES).await, 3);
        assert_eq!(number(&app, "SELECT minutes FROM resource WHERE format = 'video'").await, 9);
        app.run_jobs().await;
    }

    async fn one_fault_and_nothing_is_written(app) {
        let mia = app.coordinator("Mia Ross").await;
        let name = mia.run("{ topics { name } }", json!({})).await["topics"][0]["name"].as_str().unwrap().to_owned();
        let list = [
            "title,why,address,text,topics,audiences,format,ages_from,ages_to,minutes,review_by,keeper",
            &format!("Good,It helps,https://good.example/,,{name},staff,leaflet,,,,,"),
            &format!("Same,It helps,https://good.example/,,{name},staff,leaflet,,,,,"),
            &format!(",,http://10.0.0.1/,,{name};Nowhere,staff;cats,brochure,18,11,soon,2020-01-01,nobody@example.org"),
            &format!("Both,,https://both.example/,And a text,{name},staff,leaflet,,,,,"),
            &format!("None,It helps,,,{name},staff,leaflet,200,,,,"),
            &format!("No reason,,https://reason.example/,,{name},,leaflet,,,,,"),
        ]
        .join("\n");
        let (good, said) = import(&app, "list.csv", list, &["--keeper", &mia.email]);
        assert!(!good);
        for fault in [
            "row 3, address: Take one of them out: row 2 has the same",
            "row 4, title: Enter a title",
            "row 4, why: Say why it helps",
            "row 4, address: ",
            "row 4, topics: \"Nowhere\" is no topic. There are: ",
            "row 4, audiences: Choose from: staff, young people, parents and carers, adults",
            "row 4, format: Choose from: leaflet, guide,",
            "row 4, ages_to: ",
            "row 4, minutes: Enter a whole number, or leave it empty",
            "row 4, review_by: Choose a date after today",
            "row 4, keeper: No active member has the address \"nobody@example.org\"",
            "row 5, text: Leave the address or the text empty: it is one of them",
            "row 6, address: Enter a web address, or the text itself as text",
            "row 6, ages_from: ",
            "row 7, why: Say why it helps",
            "row 7, audiences: Choose whom it is for",
            "Nothing was written.",
        ] {
            assert!(said.contains(fault), "{fault}: {said}");
        }
        assert!(!said.contains("row 2,") && !said.contains(", body:"), "{said}");
        assert_eq!(number(&app, RESOURCES).await, 0);
        // Who keeps it is said by somebody.
        let bare = format!("title,why,address,topics,audiences,format\nGood,It helps,https://good.example/,{name},staff,leaflet");
        let (good, said) = import(&app, "list.csv", &bare, &[]);
        assert!(!good && said.contains("row 2, keeper: Enter a member's email address, or name one with --keeper"), "{said}");
        let (good, said) = import(&app, "list.csv", &bare, &["--keeper", "nobody@example.org"]);
        assert!(!good && said.contains("--keeper: No active member has the address \"nobody@example.org\""), "{said}");
        // A reader is not buried.
        let mut many = "title,why,address,topics,audiences,format\n".to_owned();
        for nth in 0..60 {
            writeln!(many, "Title {nth},It helps,https://{nth}.example/,Nowhere,staff,leaflet").unwrap();
        }
        let (good, said) = import(&app, "list.csv", &many, &["--keeper", &mia.email]);
        assert!(!good && said.contains("and 10 more"), "{said}");
        assert_eq!(number(&app, RESOURCES).await, 0);
    }

    async fn what_is_no_list_is_told_so(app) {
        let header = "title,why,address,topics,audiences,format";
        let row = "A,b,https://a.example/,c,staff,leaflet";
        let large = format!("{header}\n{}", "x".repeat(11 << 20));
        let many = format!("{header}\n{}", format!("{row}\n").repeat(20_000));
        for (name, list, told) in [
            ("list.xlsx", header.into(), "takes a file that ends in .csv or .json"),
            ("list", header.into(), "takes a file that ends in .csv or .json"),
            ("list.csv", "title,why,adress,topics,audiences,format,stars".into(), "not known: \"adress\", \"stars\". A list can have title, why, address,"),
            ("list.csv", "why,maker".into(), "these columns are missing: title, topics, audiences, format, address (or text)"),
            ("list.csv", String::new().into(), "these columns are missing: title"),
            ("list.csv", format!("{header},Title").into(), "there are two columns \"title\""),
            ("list.csv", format!("{header}\n{row},stray").into(), "row 2 has words in a column without a name: \"stray\""),
            ("list.csv", format!("{header}\n{row}\nA\0B").into(), "line 3 has a character (NUL) that no text has"),
            ("list.csv", b"title,why\nCaf\xe9,x".to_vec(), "is not UTF-8: save it again as “CSV UTF-8” in your spreadsheet"),
            ("list.csv", large.into(), "is larger than 10 MB; import it in parts"),
            ("list.csv", many.into(), "has 20000 rows; import at most 5000 at a time"),
            ("list.json", "{}".into(), "is no list of objects in JSON"),
            ("list.json", "[{\"title\": {}}]".into(), "row 1, title: is to be text, a number, or a list of texts"),
            ("list.json", "[{\"name\": 1}]".into(), "row 1: not known: \"name\""),
        ] {
            let list: Vec<u8> = list;
            let (good, said) = import(&app, name, list, &["--keeper", "mia@example.org"]);
            assert!(!good && said.contains(told), "{told}: {said}");
        }
        let (good, said) = import(&app, "list.csv", header, &["--dry-run"]);
        assert!(good && said.contains("0 would be shared, 0 left out"), "{said}");
        assert_eq!(number(&app, RESOURCES).await, 0);
    }
}
