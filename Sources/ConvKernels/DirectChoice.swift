import KernelGeometry

/// How a problem is to be computed by our own kernels.
struct DirectChoice {
    var algorithm = "direct"
    var team: KernelTeam
    /// Maps in blocks of channels; else channels last, which sums of products do not offer.
    var isBlocked = true
    /// A source with fewer channels than a vector has lanes may be asked for channels last.
    var mayTakeChannelsLast = true
    /// One more operand: a number added to each output channel of a sum.
    var hasBias = false
    /// One more source, the last: a map added to the sum.
    var addsMap = false
    /// What is done to the sum at the end.
    var function: PointwiseFunction?

    init(team: KernelTeam, algorithm: String = "direct") {
        self.team = team
        self.algorithm = algorithm
    }
}
