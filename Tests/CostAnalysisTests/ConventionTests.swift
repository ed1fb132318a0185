import CostAnalysis
import NetworkIR
import Testing

/// What the peer tools printed for the PyTorch models (torch 2.15.0; versions as in `Convention.source`).
private struct PeerCount: CustomTestStringConvertible {
    var name: String
    var network: @Sendable () throws -> Network
    var fvcore: Int
    var ptflops: Int
    var thop: Int
    var torchinfo: Int
    var torch: Int
    var calflops: (macs: Int, flops: Int)
    var heSun: Int

    var testDescription: String { name }

    static let all = [
        PeerCount(
            name: "lenet5", network: ReferenceNetworks.lenet5, fvcore: 416_520, ptflops: 435_646, thop: 418_096,
            torchinfo: 423_038, torch: 833_040, calflops: (416_520, 845_648), heSun: 357_600),
        PeerCount(
            name: "alexnet", network: ReferenceNetworks.alexnet, fvcore: 714_197_696, ptflops: 716_441_128,
            thop: 714_206_912, torchinfo: 714_682_664, torch: 1_428_376_960, calflops: (714_188_480, 1_429_741_184),
            heSun: 655_566_528),
        PeerCount(
            name: "vgg16", network: ReferenceNetworks.vgg16, fvcore: 15_470_289_408, ptflops: 15_523_225_576,
            thop: 15_470_314_496, torchinfo: 15_483_821_032, torch: 30_940_528_640,
            calflops: (15_470_264_320, 30_973_778_432), heSun: 15_346_630_656),
        PeerCount(
            name: "resnet18", network: ReferenceNetworks.resnet18, fvcore: 1_819_065_856, ptflops: 1_825_313_768,
            thop: 1_824_033_792, torchinfo: 1_814_083_944, torch: 3_628_146_688,
            calflops: (1_814_073_344, 3_636_250_112), heSun: 1_813_561_344),
        PeerCount(
            name: "resnet50", network: { try ReferenceNetworks.resnet50() }, fvcore: 4_111_512_576,
            ptflops: 4_132_436_968, thop: 4_133_742_592, torchinfo: 4_089_238_376, torch: 8_178_368_512,
            calflops: (4_089_184_256, 8_211_108_352), heSun: 4_087_136_256),
        PeerCount(
            name: "resnext50_32x4d", network: ReferenceNetworks.resnext50, fvcore: 4_259_381_248,
            ptflops: 4_286_878_696, thop: 4_288_184_320, torchinfo: 4_230_549_096, torch: 8_460_959_744,
            calflops: (4_230_479_872, 8_503_559_168), heSun: 4_228_431_872),
        PeerCount(
            name: "mobilenet_v2", network: ReferenceNetworks.mobilenetV2, fvcore: 314_193_216, ptflops: 320_300_008,
            thop: 327_486_720, torchinfo: 300_809_384, torch: 601_548_544, calflops: (300_774_272, 614_967_488),
            heSun: 299_494_272),
        PeerCount(
            name: "dcgan_g64", network: ReferenceNetworks.dcganGenerator, fvcore: 104_873_984, ptflops: 105_119_744,
            thop: 428_834_816, torchinfo: 428_345_216, torch: 209_256_448, calflops: (104_628_224, 209_625_088),
            heSun: 104_628_224),
        PeerCount(
            name: "unet_bilinear", network: ReferenceNetworks.unetBilinear, fvcore: 7_805_337_600,
            ptflops: 7_833_518_080, thop: 7_860_912_128, torchinfo: 7_761_694_592, torch: 15_523_119_104,
            calflops: (7_761_559_552, 15_570_239_488), heSun: 7_761_559_552),
        PeerCount(
            name: "srresnet_x4", network: ReferenceNetworks.srresnet, fvcore: 20_481_638_400, ptflops: 20_538_114_048,
            thop: 20_542_390_272, torchinfo: 20_455_543_939, torch: 40_885_420_032,
            calflops: (20_442_710_016, 40_959_000_576), heSun: 20_442_710_016),
    ]
}

@Test(arguments: PeerCount.all)
private func numbersOfPeerTools(expected: PeerCount) throws {
    let network = try expected.network()
    let cost = try network.cost()
    let values: [Convention: [Int]] = [
        .fvcore: [expected.fvcore], .ptflops: [expected.ptflops], .thop: [expected.thop],
        .torchinfo: [expected.torchinfo], .torch: [expected.torch],
        .calflops: [expected.calflops.macs, expected.calflops.flops], .heSun: [expected.heSun],
    ]
    for convention in Convention.allCases {
        let counts = try network.counts(by: convention, cost: cost)
        #expect(counts.map(\.value) == values[convention], "\(convention)")
        for count in counts {
            #expect(count.terms.reduce(0) { $0 + $1.amount } == count.value - count.ours)
            #expect(count.terms.allSatisfy { $0.amount != 0 && $0.layerCount > 0 })
        }
    }
}

/// VGG-16 in calflops' FLOPs: it counts no bias of the three fc layers (4096 + 4096 + 1000), and a pool by what it reads.
/// So do we where a mean of 7x7 to 7x7 divides each element by one: five pools differ, not six.
@Test func termsNameWhatDiffers() throws {
    let network = try ReferenceNetworks.vgg16()
    let count = try #require(try network.counts(by: .calflops, cost: network.cost()).last)
    #expect(count.terms.map(\.name) == [.bias, .pooling])
    #expect(count.terms.map(\.layerCount) == [3, 5])
    #expect(count.terms[0].amount == -9_192)
}
