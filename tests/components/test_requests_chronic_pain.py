"""Headings as the letters on chronic pain of 2013 to 2016 print them, written for this test, with what a careful reader
takes from them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.components.test_requests_headings import (
    ACU,
    ADJUNCT,
    BRACE,
    CHIRO,
    COMPOUND,
    CS,
    DENTAL,
    DME,
    DRUG,
    EMG,
    FACET,
    IMAGING,
    INJECTION,
    LAB,
    LE,
    LS,
    NORCO,
    NSAID,
    OPEN,
    OPIOID,
    PSYCH,
    PT,
    REHAB,
    RELAXANT,
    SCOPE,
    SPINE,
    STIM,
    SUPPLY,
    SURGEON,
    TALK,
    TEST,
    TOPICAL,
    TS,
    UE,
    VISIT,
    B,
    L,
    R,
    Reader,
    details,
    drug,
    often,
    weekly,
)

PPI, PERCOCET = "proton_pump_inhibitor", "oxycodone/acetaminophen"

HEADINGS: list[tuple[str, str, dict[str, Any]]] = [
    # --- drugs with directions, refills and supplies
    (
        "Norco 10/325 mg, 1 tablet by mouth every 6 hours as needed for pain, #120 with 2 refills",
        DRUG,
        {
            "drugs": [drug(NORCO, OPIOID, "10/325 mg", "tablet")],
            "quantity": 120,
            "refills": 2,
            "frequency": often(4, "day"),
        },
    ),
    (
        "MS Contin 30mg 1 tab PO TID #90",
        DRUG,
        {"drugs": [drug("morphine", OPIOID, "30mg", "tab")], "quantity": 90, "frequency": often(3, "day")},
    ),
    (
        "Pharmacy purchase of Tramadol HCL ER 150mg #60",
        DRUG,
        {"drugs": [drug("tramadol", OPIOID, "150mg", "ER")], "quantity": 60},
    ),
    ("Pharmacy purchase of Omeprazole 20mg #60", DRUG, {"drugs": [drug("omeprazole", PPI, "20mg")], "quantity": 60}),
    ("Gabapentin 600mg, 1 month supply", DRUG, {"drugs": [drug("gabapentin", "antiepileptic", "600mg")]}),
    ("Nucynta 75mg (1 month supply)", DRUG, {"drugs": [drug("tapentadol", OPIOID, "75mg")]}),
    (
        "Lyrica 75mg #90 (3 month supply)",
        DRUG,
        {"drugs": [drug("pregabalin", "antiepileptic", "75mg")], "quantity": 90},
    ),
    (
        "Flexeril 7.5mg #60 with 5 refills",
        DRUG,
        {"drugs": [drug("cyclobenzaprine", RELAXANT, "7.5mg")], "quantity": 60, "refills": 5},
    ),
    (
        "Prilosec 20 mg, quantity 30 plus 5 refills",
        DRUG,
        {"drugs": [drug("omeprazole", PPI, "20 mg")], "quantity": 30, "refills": 5},
    ),
    ("1 prescription of Tramadol 50mg #90", DRUG, {"drugs": [drug("tramadol", OPIOID, "50mg")], "quantity": 90}),
    ("1 prescription of Naproxen 550mg", DRUG, {"drugs": [drug("naproxen", NSAID, "550mg")]}),
    ("One (1) prescription of Naproxen 550mg", DRUG, {"drugs": [drug("naproxen", NSAID, "550mg")]}),
    ("One prescription for Lidoderm patches", DRUG, {"drugs": [drug("lidocaine", TOPICAL, None, "patches")]}),
    ("Two (2) prescriptions of Soma 350mg", DRUG, {"drugs": [drug("carisoprodol", RELAXANT, "350mg")]}),
    ("PRESCRIPTION OF SOMA 350MG, #90", DRUG, {"drugs": [drug("carisoprodol", RELAXANT, "350MG")], "quantity": 90}),
    (
        "Opana ER 40mg every 12 hours #60",
        DRUG,
        {"drugs": [drug("oxymorphone", OPIOID, "40mg")], "quantity": 60, "frequency": often(2, "day")},
    ),
    (
        "Fentanyl patch 75mcg/hr every 48 hours #15",
        DRUG,
        {"drugs": [drug("fentanyl", OPIOID, "75mcg/hr", "patch")], "quantity": 15},
    ),
    (
        "Percocet 10/325mg #180; Soma 350mg #90; Ambien 10mg #30",
        DRUG,
        {
            "drugs": [
                drug(PERCOCET, OPIOID, "10/325mg"),
                drug("carisoprodol", RELAXANT, "350mg"),
                drug("zolpidem", "sedative_hypnotic", "10mg"),
            ]
        },
    ),
    (
        "Zanaflex 4 mg 1-2 tabs at bedtime as needed #60",
        DRUG,
        {"drugs": [drug("tizanidine", RELAXANT, "4 mg", "tabs")], "quantity": 60, "frequency": often(1, "day")},
    ),
    (
        "Topamax 50 mg, QTY: 60.00",
        DRUG,
        {"drugs": [drug("topiramate", "antiepileptic", "50 mg")], "quantity": 60},
    ),
    (
        "Relafen 750mg (unspecified quantity)",
        DRUG,
        {"drugs": [drug("nabumetone", NSAID, "750mg")]},
    ),
    (
        "Voltaren gel 1% 100g tubes x 2",
        DRUG,
        {"drugs": [drug("diclofenac", TOPICAL, "1%", "gel")], "quantity": 2},
    ),
    (
        "Lidoderm 5% patch, 12 hours on and 12 hours off, #30",
        DRUG,
        {"drugs": [drug("lidocaine", TOPICAL, "5%", "patch")], "quantity": 30},
    ),
    (
        "Flector patch 1.3% apply twice daily #60",
        DRUG,
        {"drugs": [drug("diclofenac", TOPICAL, "1.3%", "patch")], "quantity": 60, "frequency": often(2, "day")},
    ),
    (
        "Terocin lotion 120 ml",
        DRUG,
        {"drugs": [drug("capsaicin/lidocaine/menthol/methyl salicylate", COMPOUND, None, "lotion")], "quantity": 120},
    ),
    (
        "Suboxone 8/2mg SL film #60",
        DRUG,
        {"drugs": [drug("buprenorphine/naloxone", OPIOID, "8/2mg", "film")], "quantity": 60},
    ),
    ("Toprophan #30", DRUG, {"drugs": [drug("toprophan", "nutritional")], "quantity": 30}),
    (
        "Senokot-S #120",
        DRUG,
        {"drugs": [drug("docusate/senna", "gastrointestinal")], "quantity": 120},
    ),
    (
        "Vitamin D 50,000 units #4",
        DRUG,
        {"drugs": [drug("vitamin d", "nutritional", "50,000 units")], "quantity": 4},
    ),
    (
        "Retrospective request for Ultram 50mg #60 (DOS 3/7/13)",
        DRUG,
        {"drugs": [drug("tramadol", OPIOID, "50mg")], "quantity": 60, "dates": ["2013-03-07"], "retro": True},
    ),
    (
        "Retrospective request for Medrox patches #30, DOS 5/10/13 and 6/14/13",
        DRUG,
        {
            "drugs": [drug("capsaicin/menthol/methyl salicylate", COMPOUND, None, "patches")],
            "quantity": 30,
            "dates": ["2013-05-10", "2013-06-14"],
            "retro": True,
        },
    ),
    (
        "RETROSPECTIVE REQUEST FOR 1 PRESCRIPTION OF GABAPENTIN 10% CREAM 60 GRAMS (DOS 2/3/2013)",
        DRUG,
        {
            "drugs": [drug("gabapentin", TOPICAL, "10%", "CREAM")],
            "quantity": 60,
            "dates": ["2013-02-03"],
            "retro": True,
        },
    ),
    # --- compounds
    (
        "Flurbiprofen 15%, Cyclobenzaprine 10%, Gabapentin 6%, Lidocaine 2% cream 180gm",
        DRUG,
        {
            "drugs": [
                drug("flurbiprofen", COMPOUND, "15%"),
                drug("cyclobenzaprine", COMPOUND, "10%"),
                drug("gabapentin", COMPOUND, "6%"),
                drug("lidocaine", COMPOUND, "2%", "cream"),
            ],
            "quantity": 180,
        },
    ),
    (
        "Capsaicin 0.025%/Flurbiprofen 15%/Tramadol 15%/Menthol 2%/Camphor 2% 240 grams",
        DRUG,
        {
            "drugs": [
                drug("capsaicin", COMPOUND, "0.025%"),
                drug("flurbiprofen", COMPOUND, "15%"),
                drug("tramadol", COMPOUND, "15%"),
                drug("menthol", COMPOUND, "2%"),
                drug("camphor", COMPOUND, "2%"),
            ],
            "quantity": 240,
        },
    ),
    (
        "Compounded topical: Ketamine 10%, Baclofen 2%, Cyclobenzaprine 2%, Diclofenac 3%, Gabapentin 6%, "
        "Tetracaine 2%, 240 gm",
        DRUG,
        {
            "drugs": [
                drug("ketamine", COMPOUND, "10%"),
                drug("baclofen", COMPOUND, "2%"),
                drug("cyclobenzaprine", COMPOUND, "2%"),
                drug("diclofenac", COMPOUND, "3%"),
                drug("gabapentin", COMPOUND, "6%"),
                drug("tetracaine", COMPOUND, "2%"),
            ],
            "quantity": 240,
        },
    ),
    (
        "Amitriptyline 10% / Dextromethorphan 10% / Gabapentin 10% in cream base 210 grams",
        DRUG,
        {
            "drugs": [
                drug("amitriptyline", COMPOUND, "10%"),
                drug("dextromethorphan", COMPOUND, "10%"),
                drug("gabapentin", COMPOUND, "10%", "cream"),
            ],
            "quantity": 210,
        },
    ),
    (
        "Cooleeze (Menthol 3.5%, Camphor 0.5%, Capsaicin 0.006%, Hyaluronic acid 0.2%) 120gm",
        DRUG,
        {
            "drugs": [
                drug("menthol", COMPOUND, "3.5%"),
                drug("camphor", COMPOUND, "0.5%"),
                drug("capsaicin", COMPOUND, "0.006%"),
                drug("hyaluronic acid", COMPOUND, "0.2%"),
            ],
            "quantity": 120,
        },
    ),
    ("Compound topical cream (unspecified ingredients)", DRUG, {}),
    # --- laboratory and other tests
    ("Urine drug screen, quarterly", LAB, {}),
    ("Retrospective urine drug screen (DOS 8/9/13)", LAB, {"dates": ["2013-08-09"], "retro": True}),
    ("1 urine drug test", LAB, {}),
    ("Point of care urine drug test with confirmation", LAB, {}),
    ("CYP450 drug metabolism test", LAB, {}),
    ("Cytochrome P450 drug metabolism panel", LAB, {}),
    ("Pre-op labs: CBC, CMP, UA", LAB, {}),
    ("Serum vitamin D level", LAB, {}),
    ("Overnight sleep study with CPAP titration", TEST, {}),
    ("Pre-operative EKG and chest x-ray", TEST, {"parts": ["chest"]}),
    ("NCV of the bilateral upper extremities", EMG, {"parts": [UE], "side": B}),
    ("EMG/NCS of the BLE", EMG, {"parts": [LE], "side": B}),
    ("MRI cervical spine 3.0 Tesla", IMAGING, {"parts": [CS]}),
    ("CT discogram L3-4, L4-5, L5-S1", IMAGING, {"levels": ["L3-L4", "L4-L5", "L5-S1"]}),
    ("Lumbar MIR", IMAGING, {"parts": [LS]}),
    ("MIR of the left knee", IMAGING, {"parts": ["knee"], "side": L}),
    ("X-rays, 2 views, bilateral hands", IMAGING, {"parts": ["hand"], "side": B}),
    # --- programs, psychology, visits
    ("Functional restoration program initial evaluation", VISIT, {}),
    ("Initial functional restoration program evaluation", VISIT, {}),
    ("Multidisciplinary evaluation for a functional restoration program", VISIT, {}),
    ("Functional restoration program, 80 hours", "programs", {}),
    ("Functional restoration program x 160 hours", "programs", {}),
    ("Interdisciplinary pain rehabilitation program, 6 weeks", "programs", {"frequency": often(None, None, 6, "week")}),
    ("Gym membership x 6 months", "programs", {"frequency": often(None, None, 6, "month")}),
    ("One year gym membership with pool access", "programs", {"frequency": often(None, None, 1, "year")}),
    ("Supervised weight loss program", "programs", {}),
    ("Weight loss program (Lindora) for 10 weeks", "programs", {"frequency": often(None, None, 10, "week")}),
    ("Cognitive behavioral therapy x 6 sessions", TALK, {"sessions": 6}),
    ("CBT once weekly for 6 weeks", TALK, {"sessions": 6, "frequency": weekly(1, 6)}),
    ("Four sessions of individual psychotherapy", TALK, {"sessions": 4}),
    ("Psych evaluation", PSYCH, {}),
    ("Psycological evaluation", PSYCH, {}),
    ("Psychological clearance for spinal cord stimulator", PSYCH, {}),
    ("Internal medicine consult", VISIT, {}),
    ("Referral to internal medicine", VISIT, {}),
    ("ENT consultation", VISIT, {}),
    ("Urology consult", VISIT, {}),
    ("Second opinion with a spine surgeon", SURGEON, {}),
    ("Orthopedic second opinion, left shoulder", VISIT, {"parts": ["shoulder"], "side": L}),
    ("Follow-up with pain management in 4 weeks", VISIT, {}),
    ("Dental evaluation and treatment", DENTAL, {}),
    ("Sleep specialist consultation", VISIT, {}),
    # --- units, rentals, supplies, home
    ("H-wave unit, purchase", STIM, {}),
    ("Home H-Wave device one month trial", STIM, {"frequency": often(None, None, 1, "month")}),
    ("Interferential unit rental x 1 month", STIM, {"frequency": often(None, None, 1, "month")}),
    ("IF unit, 60 day rental", STIM, {"frequency": often(None, None, 60, "day")}),
    ("TENS/EMS unit with supplies", STIM, {}),
    ("TENS patches, 2 packs", SUPPLY, {"quantity": 2}),
    ("Electrodes x 4 packs", SUPPLY, {"quantity": 4}),
    ("Replacement batteries and electrodes for TENS unit", SUPPLY, {}),
    ("LSO brace, purchase", BRACE, {}),
    ("Lumbar-sacral orthosis (LSO)", BRACE, {"parts": [LS]}),
    ("Hinged knee brace, right", BRACE, {"parts": ["knee"], "side": R}),
    ("Custom orthotics, 1 pair", BRACE, {"quantity": 1}),
    ("Home cervical traction unit, purchase", DME, {"parts": [CS]}),
    ("Cervical pneumatic traction device", DME, {"parts": [CS]}),
    ("Cold therapy unit, 7 days", DME, {"frequency": often(None, None, 7, "day")}),
    ("Post-operative cold therapy unit x 14 day rental", DME, {"frequency": often(None, None, 14, "day")}),
    ("DVT unit, 30 day rental", DME, {"frequency": often(None, None, 30, "day")}),
    ("DVT prophylaxis unit with intermittent limb therapy", DME, {}),
    ("Hospital bed", DME, {}),
    ("Power scooter", DME, {}),
    ("Walk-in tub", DME, {}),
    ("Home modification: ramp and grab bars", DME, {}),
    ("Tempurpedic mattress", DME, {}),
    ("Home health aide 4 hours a day, 7 days a week", "home_health", {"frequency": often(7, "week")}),
    ("Home health aide, 4 hours/day x 2 weeks", "home_health", {"frequency": often(None, None, 2, "week")}),
    ("Home health RN evaluation", "home_health", {}),
    ("Home health nurse assessment", "home_health", {}),
    (
        "Home health physical therapy 2x3, right hip",
        PT,
        {"sessions": 6, "frequency": weekly(2, 3), "parts": ["hip"], "side": R},
    ),
    ("Transportation to and from appointments", "transportation", {}),
    ("Theramine #60", DRUG, {"drugs": [drug("theramine", "nutritional")], "quantity": 60}),
    (
        "Retrospective Sentra AM #60 (DOS 4/2/14)",
        DRUG,
        {"drugs": [drug("sentra am", "nutritional")], "quantity": 60, "dates": ["2014-04-02"], "retro": True},
    ),
    # --- therapies
    ("Acupuncture 2x6", ACU, {"sessions": 12, "frequency": weekly(2, 6)}),
    ("Accupuncture 2 x 4 for the lumbar spine", ACU, {"sessions": 8, "frequency": weekly(2, 4), "parts": [LS]}),
    ("Acupunture x 8 visits", ACU, {"sessions": 8}),
    ("Chiropratic treatment 1x6 cervical", CHIRO, {"sessions": 6, "frequency": weekly(1, 6), "parts": [CS]}),
    ("Physcal therapy 3x4 left knee", PT, {"sessions": 12, "frequency": weekly(3, 4), "parts": ["knee"], "side": L}),
    (
        "Post-op PT 2x6 right shoulder",
        PT,
        {"sessions": 12, "frequency": weekly(2, 6), "parts": ["shoulder"], "side": R},
    ),
    (
        "12 post-operative physical therapy sessions, 2 times a week for 6 weeks, left knee",
        PT,
        {"sessions": 12, "frequency": weekly(2, 6), "parts": ["knee"], "side": L},
    ),
    ("Aqua therapy 2x4 lumbar", PT, {"sessions": 8, "frequency": weekly(2, 4), "parts": [LS]}),
    ("ESWT x 3 right shoulder", REHAB, {"sessions": 3, "parts": ["shoulder"], "side": R}),
    (
        "Extracorporeal shock wave therapy (ESWT) 1 time per week for 4 weeks, left elbow",
        REHAB,
        {"sessions": 4, "frequency": weekly(1, 4), "parts": ["elbow"], "side": L},
    ),
    ("Physical exam 2 times 6", VISIT, {"sessions": 12, "frequency": weekly(2, 6)}),
    # --- injections
    ("Trigger point injections x4", INJECTION, {}),
    ("Medial branch block at bilateral L3-5", FACET, {"side": B, "levels": ["L3-L5"]}),
    ("Bilateral L4-S1 MBB", FACET, {"side": B, "levels": ["L4-S1"]}),
    ("RFA right L4-5 and L5-S1", FACET, {"side": R, "levels": ["L4-L5", "L5-S1"]}),
    (
        "Cervical RFA at C4, C5, C6 left",
        FACET,
        {"parts": [CS], "side": L, "levels": ["C4", "C5", "C6"]},
    ),
    (
        "Botox 200 units for chronic migraine",
        DRUG,
        {"drugs": [drug("onabotulinumtoxina", "other", "200 units")]},
    ),
    (
        "Botox injection, 155 units",
        INJECTION,
        {"drugs": [drug("onabotulinumtoxina", "other", "155 units")]},
    ),
    ("Toradol 30mg IM", INJECTION, {"drugs": [drug("ketorolac", NSAID, "30mg")]}),
    (
        "Retrospective request (DOS 5/6/13) for Toradol 60mg intramuscular",
        INJECTION,
        {"drugs": [drug("ketorolac", NSAID, "60mg")], "dates": ["2013-05-06"], "retro": True},
    ),
    ("Vitamin B-12 IM injection", INJECTION, {"drugs": [drug("vitamin b12", "nutritional")]}),
    (
        "Depo-Medrol 80mg injection, left shoulder",
        INJECTION,
        {"drugs": [drug("methylprednisolone", "corticosteroid", "80mg")], "parts": ["shoulder"], "side": L},
    ),
    (
        "Toradol 10mg tablets #20",
        DRUG,
        {"drugs": [drug("ketorolac", NSAID, "10mg", "tablets")], "quantity": 20},
    ),
    ("Epidural sterioid injection L4-5", INJECTION, {"levels": ["L4-L5"]}),
    # --- what stands before the item
    ("Retrospective request for right carpal tunnel surgery", OPEN, {"retro": True, "parts": ["wrist"], "side": R}),
    ("Retrospective request for assistant surgeon", ADJUNCT, {"retro": True}),
    ("Prospective request for psychological treatment", TALK, {}),
    ("Request for pulmonary function test", TEST, {}),
    (
        "Retrospective request (DOS 4/5/13) for orthopedic mattress",
        DME,
        {"retro": True, "dates": ["2013-04-05"]},
    ),
    (
        "Retrospective DOS 1/4/13-3/6/13 acupuncture x 6",
        ACU,
        {"retro": True, "dates": ["2013-01-04", "2013-03-06"], "sessions": 6},
    ),
    (
        "Retrospective PT, date of service 11/4/2013-12/6/2013",
        PT,
        {"retro": True, "dates": ["2013-11-04", "2013-12-06"]},
    ),
    ("Associated surgical service: Consultation", VISIT, {}),
    ("Associated surgical service: Consultation with a hand surgeon", SURGEON, {}),
    ("Physical therapy for shoulder surgery", PT, {"parts": ["shoulder"]}),
    # --- found while reading these
    ("Twelve (12) aquatic therapy sessions", PT, {"sessions": 12}),
    ("Interspec IF II with supplies", STIM, {}),
    ("Housekeeping, 4 hours weekly", "home_health", {}),
    ("Quuxoderm gel 4%-1% 240 grams", DRUG, {"quantity": 240}),
    (
        "LenzaPatch #30",
        DRUG,
        {"drugs": [drug("lidocaine/menthol", COMPOUND)], "quantity": 30},
    ),
    # --- surgery
    ("Spinal cord stimulator trial", SPINE, {}),
    ("ACDF C5-6", SPINE, {"levels": ["C5-C6"]}),
    ("Hardware removal L4-S1", SPINE, {"levels": ["L4-S1"]}),
    ("Hardware removal, right ankle", OPEN, {"parts": ["ankle"], "side": R}),
    (
        "Right shoulder arthroscopy with subacromial decompression and distal clavicle resection",
        SCOPE,
        {"parts": ["shoulder"], "side": R},
    ),
    ("Left knee arthoscopy and meniscectomy", SCOPE, {"parts": ["knee"], "side": L}),
    ("Right carpel tunnel release", OPEN, {"parts": ["wrist"], "side": R}),
    (
        "Lumbar decompression, posterior spinal fusion L5-S1",
        SPINE,
        {"parts": [LS], "levels": ["L5-S1"]},
    ),
    ("Left upper extremety EMG", EMG, {"parts": [UE], "side": L}),
    ("MRI of the shoudler", IMAGING, {"parts": ["shoulder"]}),
    ("Thorasic spine MRI", IMAGING, {"parts": [TS]}),
    ("Inpatient stay x 2 days", ADJUNCT, {"frequency": often(None, None, 2, "day")}),
    ("Co-surgeon", ADJUNCT, {}),
]


SLIPS = [
    ("Arthoscopy of the left shoudler", SCOPE, {"parts": ["shoulder"], "side": L}),
    ("Consultaton with podiarty", VISIT, {}),
    ("Radiofreqency ablation L4-5", FACET, {"levels": ["L4-L5"]}),
    ("Electrodiagnositc study", EMG, {}),
    ("Massage theraphy x6", PT, {"sessions": 6}),
    ("Physical therpy 2x6", PT, {"sessions": 12, "frequency": weekly(2, 6)}),
    ("Gym membershp 6 months", "programs", {"frequency": often(None, None, 6, "month")}),
    ("Lumbar facet injectons", FACET, {"parts": [LS]}),
    ("Carpel tunnel injection", INJECTION, {"parts": ["wrist"]}),
    ("MRI of the bilatral knees", IMAGING, {"parts": ["knee"], "side": B}),
    # words of their own
    ("Infectious disease consult", VISIT, {}),
    ("Work simulator", "other", {}),
    ("Home inspection", "other", {}),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("heading", "category", "expected"), [*HEADINGS, *SLIPS], ids=[h for h, _, _ in [*HEADINGS, *SLIPS]]
)
def test_heading_is_read(reader: Reader, heading: str, category: str, expected: dict[str, Any]) -> None:
    text, tags = reader(heading)
    found = next((t.value for t in tags if t.label == "category"), "other")
    assert (found, details(text, tags)) == (category, expected)
