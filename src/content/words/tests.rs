//! What the word lists must notice, and the far longer list of what they must let pass.

use super::*;

#[test]
fn no_list_is_empty_and_no_word_stands_in_capitals() {
    let files = [
        ("vague", include_str!("../../../assets/words/vague.json")),
        ("non_medical", include_str!("../../../assets/words/non_medical.json")),
        ("pregnancy", include_str!("../../../assets/words/pregnancy.json")),
        ("jobs", include_str!("../../../assets/words/jobs.json")),
        ("repeats", include_str!("../../../assets/words/repeats.json")),
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/words");
    // The chapters of diagnoses are read elsewhere, and are no list of words.
    assert_eq!(std::fs::read_dir(folder).expect("the folder is there").count(), files.len() + 1);
    for (name, text) in files {
        let read: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for (key, words) in read.iter().filter(|(key, _)| *key != "about") {
            let words: Vec<&str> = words.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
            assert!(words.len() > 5, "{name} {key}");
            for word in words {
                assert!(word.chars().all(|c| c.is_ascii_lowercase() || c == ' '), "{name} {key}: {word}");
            }
        }
    }
    assert!(!VAGUE.0.nouns.is_empty() && !VAGUE.0.fillers.is_empty() && !VAGUE.1.0.is_empty());
    assert!(!NON_MEDICAL.0.medical.is_empty() && !NON_MEDICAL.1.0.is_empty());
    assert!(!PREGNANCY.nouns.is_empty() && !REPEATS.fillers.is_empty());
    assert!(!JOBS.names.0.is_empty() && !JOBS.openings.0.is_empty() && !JOBS.not_after.is_empty() && !JOBS.exempt.0.is_empty());
}

/// Conditions as clinicians write them: none of the lists may object.
const SOUND_CONDITIONS: &[&str] = &[
    "Low back pain",
    "Work-related stress",
    "Work related stress and anxiety",
    "Stress at work",
    "Bullying-related anxiety",
    "Anxiety following workplace dispute",
    "Depression after relationship breakdown",
    "Adjustment disorder (marital breakdown)",
    "Insomnia, shift pattern",
    "Carpal tunnel, cannot grip",
    "Carpal tunnel syndrome",
    "Mental health problem",
    "Mental health issues",
    "Viral illness",
    "Respiratory illness",
    "Back problem",
    "Heart condition",
    "Skin condition",
    "Bereavement",
    "Bereavement reaction",
    "Grief",
    "Domestic violence",
    "Domestic abuse",
    "Morning sickness",
    "Motion sickness",
    "Diarrhoea and sickness",
    "Sickle cell disease",
    "Sick sinus syndrome",
    "Unwell with influenza",
    "Long COVID",
    "Post-operative recovery after hernia repair",
    "Recovering from knee surgery",
    "Awaiting hip replacement",
    "Holiday heart syndrome",
    "Fractured wrist after fall on holiday",
    "Lightning strike injury",
    "Pain on moving",
    "Visual disturbance",
    "Debility after pneumonia",
    "Hyperemesis in pregnancy",
    "Pregnancy-related pelvic girdle pain",
    "Ectopic pregnancy",
    "Molar pregnancy",
    "Pregnancy sickness",
    "Hypertension, 32 weeks pregnant",
    "High risk pregnancy, bleeding",
    "Postnatal depression",
    "Miscarriage",
    "Carer strain",
    "Burnout",
    "Chronic fatigue syndrome",
    "Fibromyalgia",
    "TATT",
    "COPD exacerbation",
    "Osteoarthritis R knee",
    "Cholecystectomy",
    "Plantar fasciitis",
    "Acute kidney injury",
    "Meniere's disease",
    "Parkinson's disease",
    "Agincourt syndrome",
    "Courtesy tremor",
    "Trochanteric bursitis",
    "Malaise and fever",
    "Alcohol dependence",
    "Self-harm",
    "Gender dysphoria",
    "ADHD assessment, poor concentration",
    "Shoulder relocation after dislocation",
    "Weather-related migraine",
];

#[test]
fn sound_conditions_stay_silent() {
    assert!(SOUND_CONDITIONS.len() >= 60);
    for condition in SOUND_CONDITIONS {
        assert!(!is_vague(condition), "vague: {condition}");
        assert_eq!(non_medical(condition), None, "not medical: {condition}");
        assert!(!is_only_pregnancy(condition), "pregnancy alone: {condition}");
    }
}

#[test]
fn vague_conditions_are_noticed() {
    let vague = [
        "Medical problem",
        "medical problem.",
        "MEDICAL CONDITION",
        "Unwell",
        "Feeling unwell",
        "generally unwell",
        "Not well",
        "Illness",
        "an illness",
        "Ongoing illness",
        "Sick",
        "Sickness",
        "ill",
        "Ill-health",
        "ill health",
        "Health issues",
        "various health issues",
        "Health problem",
        "Medical reasons",
        "ongoing medical issue",
        "Under investigation",
        "Undiagnosed condition",
        "See notes",
        "see letter",
        "As above",
        "as before",
        "n/a",
        "N/A",
        "TBC",
        "unknown",
        "Not known",
        "Private and confidential",
        "Personal illness",
        "Surgery",
        "Post surgery",
        "Medical procedure",
        "Unfit for work",
        "not fit for work",
        "Unable to work",
        "Long-term illness",
        "the patient has been unwell",
        "recovering from illness",
        "Chronic condition",
        "acute illness",
        "medical leave",
        "poorly",
        "Symptoms under investigation",
        "Awaiting diagnosis",
        "underlying health condition",
        "same condition as before",
    ];
    for condition in vague {
        assert!(is_vague(condition), "{condition}");
    }
    for nothing in ["", " ", "?", "12"] {
        assert!(!is_vague(nothing), "{nothing:?}");
    }
}

#[test]
fn problems_that_are_not_medical_are_noticed() {
    let rows = [
        ("Dispute with manager", "dispute"),
        ("Dispute with employer", "dispute"),
        ("Workplace dispute", "dispute"),
        ("Childcare", "childcare"),
        ("no child-care", "child care"),
        ("Lack of childcare", "lack of childcare"),
        ("Caring for mother", "caring for"),
        ("Sick child", "sick child"),
        ("child is ill", "child is ill"),
        ("Looking after children", "looking after children"),
        ("Bullying", "bullying"),
        ("Bullying at work", "bullying"),
        ("Grievance", "grievance"),
        ("Disciplinary process", "disciplinary"),
        ("Problems at work", "problems at work"),
        ("work problems", "work problems"),
        ("Problems with manager", "problems with manager"),
        ("Conflict with colleagues", "conflict with colleagues"),
        ("Personal reasons", "personal reasons"),
        ("family reasons", "family reasons"),
        ("Family emergency", "family emergency"),
        ("Marital problems", "marital problems"),
        ("Divorce", "divorce"),
        ("Relationship breakdown", "relationship breakdown"),
        ("Housing issues", "housing issues"),
        ("Moving house", "moving house"),
        ("Financial problems", "financial problems"),
        ("Debt", "debt"),
        ("Court case", "court case"),
        ("Jury service", "jury service"),
        ("Holiday", "holiday"),
        ("Annual leave", "annual leave"),
        ("Redundancy", "redundancy"),
        ("unhappy at work", "unhappy at work"),
        ("Transport problems", "transport problems"),
        ("car broke down", "car broke down"),
        ("Funeral", "funeral"),
        ("Exams", "exams"),
        ("Wants time off", "wants time off"),
        ("toxic workplace", "toxic workplace"),
        ("Suspended from work", "suspended from work"),
        ("school holidays", "school holidays"),
        ("Workload", "workload"),
    ];
    for (condition, expected) in rows {
        let found = non_medical(condition);
        assert!(found.as_deref().is_some_and(|found| found.contains(expected) || expected.contains(found)), "{condition}: {found:?}");
    }
}

#[test]
fn pregnancy_alone_is_noticed() {
    let alone = [
        "Pregnancy",
        "pregnant",
        "Pregnant.",
        "32/40 pregnant",
        "Pregnancy 32 weeks",
        "28w pregnant",
        "normal pregnancy",
        "twin pregnancy",
        "Late pregnancy",
        "third trimester pregnancy",
        "Maternity",
        "antenatal care",
        "expecting a baby",
        "patient is pregnant",
    ];
    for condition in alone {
        assert!(is_only_pregnancy(condition), "{condition}");
    }
    for other in ["", "baby", "32 weeks", "back pain"] {
        assert!(!is_only_pregnancy(other), "{other}");
    }
}

/// Comments as clinicians write them: none may read as naming a job.
const SOUND_COMMENTS: &[&str] = &[
    "Can do seated tasks. Avoid lifting more than 5 kg.",
    "Avoid driving",
    "Should not drive for two weeks.",
    "Avoid working at height.",
    "Avoid Working At Heights.",
    "Able to work for short periods",
    "Can work for 4 hours a day",
    "Work for no more than 20 hours a week",
    "Carpal tunnel, cannot grip",
    "Regular screen breaks, no more than 30 minutes at a time",
    "Can work as tolerated",
    "Working as normal with breaks",
    "Work as part of a team where possible",
    "Working as a team helps",
    "Cannot sit as a result of pain",
    "Phased return over four weeks",
    "A gradual return to full duties as before",
    "Needs occupational health assessment.",
    "Refer to Occupational Health",
    "Please discuss with manager",
    "Discuss with line manager and HR",
    "Under the care of a physiotherapist",
    "Seen by a nurse every week",
    "Awaiting counsellor",
    "Supported by a social worker",
    "Baker's cyst limits kneeling",
    "Baker\u{2019}s cyst limits kneeling",
    "Golfer's elbow: no repeated gripping",
    "Farmer's lung: avoid dust",
    "No vacuum cleaner use",
    "Poor body mechanics when lifting",
    "Cannot cook or clean for long",
    "Cannot guard against falls",
    "Limited walking, plan rest",
    "Would benefit from cleaner air and less dust",
    "Avoid shift work and night work",
    "Cannot do the usual job without breaks",
    "Current role may need changes",
    "Light duties only",
    "Work at home two days a week",
    "Work from home if possible",
    "Can work in a quiet room",
    "No lone working",
    "Less customer contact",
    "Not to operate machinery",
    "Keep one position as this aggravates pain",
    "The role of exercise was discussed",
    "Post as instructed",
    "Can teach breathing exercises to self",
    "Cannot wait in cold places",
    "Model of care explained",
    "Screwdriver use limited",
    "Avoid packing and picking",
    "May need a stool",
    "Build up slowly; no pilot scheme needed",
    "Can stand for 20 minutes and walk 200 metres",
    "Amended duties, altered hours",
    "Return to Monday to Wednesday pattern",
    "Back to full duties from 1 December",
    "Employer to assess the workstation",
    "If the employer cannot do this, treat as not fit",
    "Hospital appointment each Tuesday",
    "Work with support and clear tasks",
    "Bullying-related anxiety: avoid the people concerned",
];

#[test]
fn sound_comments_stay_silent() {
    assert!(SOUND_COMMENTS.len() >= 60);
    for comments in SOUND_COMMENTS {
        assert_eq!(job_named(comments), None, "{comments}");
    }
}

#[test]
fn named_jobs_roles_and_employers_are_noticed() {
    let rows = [
        ("Cannot work as a postman.", "postman"),
        ("Works as an electrician", "electrician"),
        ("Unable to do her job as nurse", "her job as nurse"),
        ("Works as nurse", "works as nurse"),
        ("Employed by the council", "employed by the"),
        ("works for Tesco", "works for Tesco"),
        ("Works for Acme and cannot lift", "works for Acme"),
        ("Teacher: avoid parents' evenings", "teacher"),
        ("HGV driver, no driving", "hgv driver"),
        ("forklift driver", "forklift driver"),
        ("Bricklayer", "bricklayer"),
        ("works as a carer", "works as a"),
        ("Role as supervisor", "role as supervisor"),
        ("Fit for office work but not as a scaffolder", "scaffolder"),
        ("Acme Ltd must provide a chair", "ltd"),
        ("Job title: manager", "job title manager"),
        ("In the role of team leader", "team leader"),
        ("Shop assistant duties only seated", "shop assistant"),
        ("working as a cook", "working as a cook"),
        ("Royal Mail should adapt the round", "royal mail"),
        ("police officer", "police officer"),
        ("Chef; no kitchen work", "chef"),
        ("Hairdresser, cannot stand", "hairdresser"),
        ("can work as a driver", "work as a driver"),
        ("Warehouse operative", "warehouse operative"),
    ];
    for (comments, expected) in rows {
        let found = job_named(comments);
        assert!(found.as_deref().is_some_and(|found| found.contains(expected)), "{comments}: {found:?}");
    }
}

#[test]
fn comments_that_only_repeat_the_condition_are_noticed() {
    let condition = "Low back pain";
    let repeats = [
        "Low back pain",
        "low back pain.",
        "Back pain",
        "Pain",
        "Unable to work due to back pain",
        "Has back pain",
        "Patient is suffering from low back pain",
        "Cannot work because of pain",
        "BACK PAIN - ongoing",
    ];
    for comments in repeats {
        assert!(only_repeats(comments, condition), "{comments}");
    }
    let more = [
        "",
        "Cannot sit",
        "Back pain, cannot sit for more than 20 minutes",
        "Pain limits walking",
        "Avoid lifting",
        "Unable to work",
        "No back pain today",
        "Low back pain; phased return",
        "Can do seated tasks",
        "Improving",
    ];
    for comments in more {
        assert!(!only_repeats(comments, condition), "{comments}");
    }
    assert!(only_repeats("stress at work", "Work-related stress"));
    assert!(!only_repeats("anything", ""));
}

#[test]
fn matching_is_on_whole_words() {
    assert_eq!(non_medical("Indisputed"), None);
    assert_eq!(job_named("chefs"), None);
    assert!(!is_vague("illnessx"));
    assert_eq!(job_named("POSTMAN!").as_deref(), Some("postman"));
    assert_eq!(Words::of("a-b, c\u{2019}d").lower, ["a", "b", "c", "d"]);
}

#[test]
fn any_text_is_read_without_harm() {
    for text in ["", "\u{0}", "é", "🙂🙂", "ﬁ ½ Ⅷ", "ẞ İ", "a\u{301}", "'''", "works for", "job title", "works as"] {
        let _ = (is_vague(text), non_medical(text), is_only_pregnancy(text), job_named(text), only_repeats(text, text));
    }
}
