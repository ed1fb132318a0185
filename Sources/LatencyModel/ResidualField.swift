/// What a formula misses, as a smooth function over log shape space: near kernels are missed alike.
///
/// A Gaussian process with a Matérn-3/2 kernel (Rasmussen & Williams 2006, chapter 2), asked at each place of the nearest
/// points only, which hold nearly all that is known there (Stein 1988, Annals of Statistics 16; Vecchia's approximation).
/// Its length and noise are those of a fixed grid that predict left-out points best.
struct ResidualField: Sendable {
    let positions: [[Double]]
    let residuals: [Double]
    let length: Double
    let noise: Double
    /// What each point would be missed by if it were not known, and how uncertain that prediction was; empty for a field whose
    /// length and noise were known.
    private(set) var leftOut: [(error: Double, variance: Double)] = []

    private static let lengths = [0.7, 1.4, 2.8, 5.6]
    private static let noises = [0.005, 0.02, 0.1, 0.5, 2, 8]
    /// Points that a prediction rests on; farther ones stand behind them.
    private static let neighbours = 32
    /// Points that lengths and noises are compared by.
    private static let trials = 40

    /// nil where a field predicts left-out points not at least a fifth better than no field does: then what the formula
    /// misses is noise, and correcting it would add to it.
    init?(positions: [[Double]], residuals: [Double]) {
        guard positions.count == residuals.count, !positions.isEmpty else { return nil }
        let step = (positions.count - 1) / ResidualField.trials + 1
        let tried = Array(stride(from: 0, to: positions.count, by: step))
        var best: (field: ResidualField, loss: Double)?
        for length in ResidualField.lengths {
            for noise in ResidualField.noises {
                let field = ResidualField(positions, residuals, length: length, noise: noise)
                let loss = ResidualField.loss(tried.map { field.leavingOut($0).error })
                if best.map({ loss < $0.loss }) ?? true { best = (field, loss) }
            }
        }
        guard var field = best?.field else { return nil }
        field.leftOut = positions.indices.map(field.leavingOut)
        guard ResidualField.loss(field.leftOut.map(\.error)) < 0.8 * ResidualField.loss(residuals) else { return nil }
        self = field
    }

    /// Squares, but of one far off no more than of an error of 0.3.
    private static func loss(_ errors: [Double]) -> Double { errors.reduce(0) { $0 + min($1 * $1, 0.09) } }

    /// The field of a known length and noise.
    init(_ positions: [[Double]], _ residuals: [Double], length: Double, noise: Double) {
        self.positions = positions
        self.residuals = residuals
        self.length = length
        self.noise = noise
    }

    /// What the formula misses at a position, and how uncertain that is: `noise` at a known point, 1 + `noise` far away.
    func residual(at position: [Double]) -> (mean: Double, variance: Double) {
        residual(at: position, without: nil)
    }

    /// By how much the others miss a point.
    func leavingOut(_ index: Int) -> (error: Double, variance: Double) {
        let (mean, variance) = residual(at: positions[index], without: index)
        return (residuals[index] - mean, variance)
    }

    private func residual(at position: [Double], without left: Int?) -> (mean: Double, variance: Double) {
        let points = nearest(to: position, without: left)
        guard !points.isEmpty else { return (0, 1 + noise) }
        let near = points.map { ResidualField.nearness(positions[$0], position, length) }
        var covariance = points.map { a in
            points.map { ResidualField.nearness(positions[a], positions[$0], length) }
        }
        for index in points.indices { covariance[index][index] += noise }
        let factor = CholeskyFactor(of: covariance)
        let (from, to) = (factor.half(near), factor.half(points.map { residuals[$0] }))
        let explained = from.reduce(0) { $0 + $1 * $1 }
        return (zip(from, to).reduce(0) { $0 + $1.0 * $1.1 }, max(noise, 1 + noise - explained))
    }

    /// The nearest points, in the order in which they are known; of equally near ones the first.
    private func nearest(to position: [Double], without left: Int?) -> [Int] {
        let all = positions.indices.filter { $0 != left }
        guard all.count > ResidualField.neighbours else { return all }
        let distances = positions.map { ResidualField.square($0, position) }
        let sorted = all.sorted { (distances[$0], $0) < (distances[$1], $1) }
        return sorted.prefix(ResidualField.neighbours).sorted()
    }

    private static func square(_ a: [Double], _ b: [Double]) -> Double {
        var square = 0.0
        for (x, y) in zip(a, b) { square += (x - y) * (x - y) }
        return square
    }

    /// Matérn 3/2: 1 at the same place, 0.48 at one length.
    private static func nearness(_ a: [Double], _ b: [Double], _ length: Double) -> Double {
        let distance = (3 * square(a, b)).squareRoot() / length
        return (1 + distance) * exponential(-distance)
    }
}
