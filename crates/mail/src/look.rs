//! What a mail looks like: the tokens of `frontend/src/lib/ui/tokens.css`, which
//! mail programs need as plain values. A test compares them.

/// The screens' typeface where a reader has it; nothing is fetched.
pub(crate) const FONT: &str =
    "'Atkinson Hyperlegible Next',-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/// As mails are written.
pub(crate) mod light {
    pub(crate) const PAPER: &str = "#FBF9F4";
    pub(crate) const SURFACE: &str = "#FFFFFF";
    pub(crate) const INK: &str = "#14262A";
    pub(crate) const MUTED: &str = "#4C5D61";
    pub(crate) const SEA: &str = "#0A5563";
    pub(crate) const CORAL: &str = "#A83E26";
    pub(crate) const HAIRLINE: &str = "#CED3D4";
    pub(crate) const TINT: &str = "#E9F0F1";
}

/// As mail programs show them that know light from dark.
pub(crate) mod dark {
    pub(crate) const PAPER: &str = "#0E191C";
    pub(crate) const SURFACE: &str = "#15252A";
    pub(crate) const INK: &str = "#E9F0EF";
    pub(crate) const MUTED: &str = "#A8B8B9";
    pub(crate) const SEA: &str = "#7FCAD7";
    pub(crate) const CORAL: &str = "#F3A58F";
    pub(crate) const HAIRLINE: &str = "#37484C";
    pub(crate) const TINT: &str = "#1F343A";
}

/// What carries a sector: letters on their ground, in both looks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tint {
    /// Whose; empty for what another area has added, and for none.
    pub(crate) slug: &'static str,
    /// Its token, which is its class, too.
    pub(crate) name: &'static str,
    pub(crate) light: (&'static str, &'static str),
    pub(crate) dark: (&'static str, &'static str),
}

/// Of every sector; the last is for all others.
pub(crate) const TINTS: [Tint; 7] = [
    tint(
        "education",
        "education",
        ["#1F4E9C", "#DDE8FA", "#A9C7FA", "#1C3357"],
    ),
    tint(
        "third-sector",
        "third",
        ["#98225A", "#FBE0EA", "#F5AFCB", "#4C1E33"],
    ),
    tint(
        "social-prescribing",
        "prescribing",
        ["#3D6212", "#E4F0CF", "#BFDD8F", "#2C3D14"],
    ),
    tint(
        "primary-care",
        "primary",
        ["#0B625D", "#D2EFEB", "#86DCD2", "#0F403E"],
    ),
    tint(
        "nhs-mental-health",
        "mental",
        ["#5B3A9E", "#E9E0FA", "#CDB8F7", "#382760"],
    ),
    tint(
        "local-authority",
        "local",
        ["#7A4A00", "#FBE8C6", "#F0CB85", "#4A340C"],
    ),
    PLAIN,
];

const PLAIN: Tint = tint("", "plain", ["#44545A", "#E2E8E9", "#B9C6CA", "#2F3E43"]);

const fn tint(slug: &'static str, name: &'static str, colours: [&'static str; 4]) -> Tint {
    let [letters, ground, dark_letters, dark_ground] = colours;
    Tint {
        slug,
        name,
        light: (letters, ground),
        dark: (dark_letters, dark_ground),
    }
}

/// The colours of a sector.
pub(crate) fn tint_of(sector: &str) -> &'static Tint {
    let found = TINTS.iter().find(|tint| tint.slug == sector);
    found.unwrap_or(&PLAIN)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    type Tokens = HashMap<String, String>;
    type Parts = [f64; 3];

    fn screens(file: &str) -> String {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/src/lib/ui/");
        std::fs::read_to_string(format!("{folder}{file}")).unwrap()
    }

    /// The screens' tokens, light and dark.
    fn tokens() -> [Tokens; 2] {
        let css = screens("tokens.css");
        let of = |start: &str| -> Tokens {
            let block = css.split_once(start).unwrap().1.split_once('}').unwrap().0;
            let named = block
                .split(';')
                .filter_map(|line| line.split_once("--")?.1.split_once(": "));
            named
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        };
        let light = of(":root {");
        let mut dark = light.clone();
        dark.extend(of(":root[data-theme='dark'] {"));
        [light, dark]
    }

    fn parts(value: &str) -> Parts {
        [1, 3, 5].map(|at| f64::from(u8::from_str_radix(&value[at..at + 2], 16).unwrap()))
    }

    /// A token as it comes out: a value, or a mix of two others.
    fn token(tokens: &Tokens, name: &str) -> Parts {
        let value = &tokens[name];
        let Some(mix) = value.strip_prefix("color-mix(in srgb, var(--") else {
            return parts(value);
        };
        let (one, rest) = mix.split_once(") ").unwrap();
        let (share, rest) = rest.split_once("%, var(--").unwrap();
        let share = share.parse::<f64>().unwrap() / 100.0;
        let (one, other) = (
            token(tokens, one),
            token(tokens, rest.trim_end_matches(')')),
        );
        [0, 1, 2].map(|at| (one[at] * share + other[at] * (1.0 - share)).round())
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| {
            let [red, green, blue] = parts(colour).map(|part| match part / 255.0 {
                small if small <= 0.04045 => small / 12.92,
                part => ((part + 0.055) / 1.055).powf(2.4),
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn the_colours_are_the_tokens_of_the_screens() {
        let [of_light, of_dark] = tokens();
        let mut pairs = vec![
            ("paper", light::PAPER, dark::PAPER),
            ("surface", light::SURFACE, dark::SURFACE),
            ("ink", light::INK, dark::INK),
            ("muted", light::MUTED, dark::MUTED),
            ("sea", light::SEA, dark::SEA),
            ("coral", light::CORAL, dark::CORAL),
            ("hairline", light::HAIRLINE, dark::HAIRLINE),
            ("tint", light::TINT, dark::TINT),
        ];
        let grounds = TINTS.map(|tint| format!("{}-tint", tint.name));
        for (tint, ground) in TINTS.iter().zip(&grounds) {
            pairs.push((tint.name, tint.light.0, tint.dark.0));
            pairs.push((ground, tint.light.1, tint.dark.1));
        }
        for (name, in_light, in_dark) in pairs {
            assert_eq!(parts(in_light), token(&of_light, name), "--{name}, light");
            assert_eq!(parts(in_dark), token(&of_dark, name), "--{name}, dark");
        }
        assert!(
            FONT.starts_with("'Atkinson Hyperlegible Next',")
                && of_light["font"].starts_with("'Atkinson Hyperlegible Next',")
        );
    }

    #[test]
    fn a_sector_has_the_colours_that_it_has_on_the_screens() {
        let css = screens("sectors.css");
        for tint in &TINTS[..6] {
            let rule = format!(
                "[data-sector='{}'] {{\n\t--shape: var(--{});\n\t--ground: var(--{}-tint);",
                tint.slug, tint.name, tint.name
            );
            assert!(css.contains(&rule), "{}", tint.slug);
            assert_eq!(tint_of(tint.slug), tint);
        }
        assert_eq!(css.matches("[data-sector='").count(), 6);
        assert_eq!(tint_of("fishing").name, "plain");
    }

    #[test]
    fn words_can_be_read_on_their_grounds() {
        use {dark as d, light as l};
        let mut pairs = vec![
            (l::PAPER, l::SEA),
            (d::PAPER, d::SEA),
            (l::CORAL, l::SURFACE),
            (d::CORAL, d::SURFACE),
        ];
        for ground in [l::PAPER, l::SURFACE, l::TINT] {
            pairs.extend([l::INK, l::MUTED, l::SEA].map(|words| (words, ground)));
        }
        for ground in [d::PAPER, d::SURFACE, d::TINT] {
            pairs.extend([d::INK, d::MUTED, d::SEA].map(|words| (words, ground)));
        }
        pairs.extend(TINTS.iter().flat_map(|tint| [tint.light, tint.dark]));
        for (words, ground) in pairs {
            let found = contrast(words, ground);
            assert!(found >= 4.5, "{words} on {ground}: {found:.2}");
        }
    }
}
