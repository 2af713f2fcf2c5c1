"""Every operation of the contract, held to what it promises."""
