"""Headings of drugs and compounds as the letters on chronic pain of 2013 to 2016 print them, written for this test,
with what a careful reader takes from them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.components.heading_samples import (
    COMPOUND,
    DRUG,
    NORCO,
    NSAID,
    OPIOID,
    PERCOCET,
    PPI,
    RELAXANT,
    TOPICAL,
    Heading,
    drug,
    often,
    read,
)

HEADINGS: list[Heading] = [
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
        {"drugs": [drug("oxymorphone", OPIOID, "40mg", "ER")], "quantity": 60, "frequency": often(2, "day")},
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
                drug("flurbiprofen", COMPOUND, "15%", "cream"),
                drug("cyclobenzaprine", COMPOUND, "10%", "cream"),
                drug("gabapentin", COMPOUND, "6%", "cream"),
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
                drug("amitriptyline", COMPOUND, "10%", "cream"),
                drug("dextromethorphan", COMPOUND, "10%", "cream"),
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
]


@pytest.mark.parametrize(("heading", "category", "expected"), HEADINGS, ids=[h for h, _, _ in HEADINGS])
def test_heading_is_read(heading: str, category: str, expected: dict[str, Any]) -> None:
    assert read(heading) == (category, expected)
